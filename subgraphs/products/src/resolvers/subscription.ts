import { badUserInput, type StreamedEvent } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import type { SubscriptionResolvers } from '../generated/resolvers.js';
import { parseProductIds } from './stock-input.js';

/** The maximum number of products that one subscription follows. */
const MAX_FOLLOWED = 100;

const STOCK_CHANGED = 'shop.stock.changed.v1';

export const Subscription = {
  stockChanged: {
    subscribe(_root, { productIds }, { follow }) {
      if (productIds.length > MAX_FOLLOWED) throw badUserInput(`Name 1 to ${MAX_FOLLOWED} products.`);
      return follow({ subjects: parseProductIds(productIds), types: [STOCK_CHANGED] });
    },
    resolve: ({ event }: StreamedEvent, _args: unknown, { loaders }: Context) =>
      event && loaders.product(event.subject),
  },
} satisfies SubscriptionResolvers;
