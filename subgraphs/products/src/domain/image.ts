/** A picture of a product, as it is stored: where it lies is said by the service's own base URL. */
export interface Image {
  /** Below the base URL, without a slash at its start. */
  readonly path: string;
  readonly alt: string;
  /** In pixels, as is the height. */
  readonly width: number;
  readonly height: number;
}

/** The address of a picture. @param base ends without a slash */
export function urlOf({ path }: Image, base: string): string {
  return `${base}/${path}`;
}
