import { badUserInput, parsePage, serviceUnavailable } from '@supergraph/service-kit';
import { maySeeOrdersOf } from '../domain/access.js';
import { quote } from '../domain/quote.js';
import { StockUnavailable } from '../domain/stock.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { selectedParts } from './order-parts.js';

export const Query = {
  order: async (_parent, { id }, { orders, caller }) => {
    const order = await orders.find(id);
    return order !== undefined && maySeeOrdersOf(caller, order.customerId) ? order : null;
  },
  orders: (_parent, { filter, ...page }, { orders }, info) =>
    orders.list(filter ?? {}, parsePage(page), selectedParts(info)),
  quote: async (_parent, { input }, { quotes, caller }) => {
    const call = { requestId: caller.requestId, pace: 'prompt' } as const;
    const quoted = await quote(quotes, input.lines, call).catch(explainUnavailable);
    if ('quote' in quoted) return quoted.quote;
    throw badUserInput(quoted.errors.map(({ path, message }) => `${path?.join('.')}: ${message}`).join(' '));
  },
} satisfies QueryResolvers;

function explainUnavailable(error: unknown): never {
  if (error instanceof StockUnavailable)
    throw serviceUnavailable('The prices cannot be read now: ask for the quote again in a moment.');
  throw error;
}
