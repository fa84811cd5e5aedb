import { createGrouping } from '@supergraph/service-kit';
import type { OrderModel } from '../models/order.js';

interface Asked {
  readonly customerId: string;
  readonly since: Date;
}

/** Counts what customers placed. Every order that is placed asks for it, so in a rush many customers share one query. */
export interface PlacedCounts {
  /** How many orders the customer placed since a moment, or since a slightly earlier one. */
  count(customerId: string, since: Date): Promise<number>;
}

/** How many customers one query counts for at most. */
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
