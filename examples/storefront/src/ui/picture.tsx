import type { WebProductCardFragment } from '../generated/graphql.ts';

export interface PictureProps {
  readonly image: WebProductCardFragment['images'][number] | undefined;
  /** The picture is what the page is about, and is loaded first. */
  readonly isMain?: boolean;
}

/** A product's picture; a quiet square where there is none. Beside the product's name it says nothing more to a screen reader. */
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
