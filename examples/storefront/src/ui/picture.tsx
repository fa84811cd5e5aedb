import type { WebProductCardFragment } from '../generated/graphql.ts';

export interface PictureProps {
  readonly image: WebProductCardFragment['images'][number] | undefined;
  /** Whether the picture is the main content of the page, and is loaded first. */
  readonly isMain?: boolean;
}

/** A product's picture, or an empty square. Screen readers skip it, because the product's name stands beside it. */
export function Picture({ image, isMain = false }: PictureProps) {
  if (image === undefined) return <span className="picture" aria-hidden="true" />;
  return (
    <img
      className="picture"
      src={image.url}
      alt={isMain ? image.alt : ''}
      width={image.width}
      height={image.height}
      loading={isMain ? 'eager' : 'lazy'}
      decoding="async"
    />
  );
}
