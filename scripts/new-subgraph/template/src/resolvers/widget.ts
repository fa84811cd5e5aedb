import { readReferenceId } from '@supergraph/service-kit';
import type { WidgetResolvers } from '../generated/resolvers.js';

export const Widget = {
  // Asynchronous, so that an invalid representation fails alone and not the whole list.
  __resolveReference: async (reference, { loaders }) =>
    loaders.widgets.load(readReferenceId('Widget', reference)),
} satisfies WidgetResolvers;
