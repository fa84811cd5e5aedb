/** A picture of a product as it is stored. The base URL is configured in the service, not stored. */
export interface Image {
  /** The path below the base URL, without a leading slash. */
  readonly path: string;
  readonly alt: string;
  /** In pixels, like the height. */
  readonly width: number;
  readonly height: number;
}

/** The URL of a picture. `base` has no trailing slash. */
export function urlOf({ path }: Image, base: string): string {
  return `${base}/${path}`;
}
