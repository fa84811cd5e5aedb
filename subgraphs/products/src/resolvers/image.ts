import { urlOf } from '../domain/image.js';
import type { ImageResolvers } from '../generated/resolvers.js';

export const Image = {
  url: (image, _args, { imagesBaseUrl }) => urlOf(image, imagesBaseUrl),
} satisfies ImageResolvers;
