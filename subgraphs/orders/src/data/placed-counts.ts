import { createGrouping } from '@supergraph/service-kit';
import type { OrderModel } from '../models/order.js';

interface Asked {
  readonly customerId: string;
  readonly since: Date;
}

/**
 * Counts the orders that customers placed. Every placement needs a count, so under load many customers share one query.
 */
export interface PlacedCounts {
  /** The number of orders that the customer placed since a time, or since a slightly earlier one. */
  count(customerId: string, since: Date): Promise<number>;
}

/** The maximum number of customers in one query. */
const MAX_GROUP = 200;

export function createPlacedCounts(orders: OrderModel): PlacedCounts {
  const counting = createGrouping<Asked, number>({
    most: MAX_GROUP,
    async work(asked) {
      const customers = [...new Set(asked.map(({ customerId }) => customerId))];
      const earliest = new Date(Math.min(...asked.map(({ since }) => since.getTime())));
      const counts = await orders.aggregate<{ _id: string; count: number }>([
        { $match: { customerId: { $in: customers }, placedAt: { $gt: earliest } } },
        { $group: { _id: '$customerId', count: { $sum: 1 } } },
      ]);
      const countOf = new Map(counts.map(({ _id, count }) => [_id, count]));
      return asked.map(({ customerId }) => countOf.get(customerId) ?? 0);
    },
  });
  return { count: (customerId, since) => counting.run({ customerId, since }) };
}
