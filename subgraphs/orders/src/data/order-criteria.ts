import type { Sort } from '@supergraph/service-kit';
import type { OrderStatus } from '../domain/order.js';
import type { OrderDocument } from '../models/order.js';

/** The conditions of a list of orders. */
export interface OrderCriteria {
  readonly customerId?: string | null | undefined;
  readonly status?: OrderStatus | null | undefined;
  readonly placedAfter?: Date | null | undefined;
  readonly placedBefore?: Date | null | undefined;
}

/** Newest first, like all lists of orders. */
export const latestFirst: Sort<OrderDocument> = {
  name: 'LATEST',
  keys: [
    { field: 'placedAt', direction: -1, type: 'date' },
    { field: '_id', direction: -1, type: 'string' },
  ],
};

export function equalities({ customerId, status }: OrderCriteria): object {
  return { ...(customerId == null ? {} : { customerId }), ...(status == null ? {} : { status }) };
}

/** The condition on the time of placement, with an inclusive start and an exclusive end. */
export function period({ placedAfter, placedBefore }: OrderCriteria): Record<string, Date> | undefined {
  if (placedAfter == null && placedBefore == null) return undefined;
  return {
    ...(placedAfter == null ? {} : { $gte: placedAfter }),
    ...(placedBefore == null ? {} : { $lt: placedBefore }),
  };
}
