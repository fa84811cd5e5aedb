import type { Sort } from '@supergraph/service-kit';
import mongoose from 'mongoose';
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

/** The start of the time of placement is inclusive, its end exclusive. */
export function filterOf({ customerId, status, placedAfter, placedBefore }: OrderCriteria): object {
  const placedAt = {
    ...(placedAfter == null ? {} : { $gte: placedAfter }),
    ...(placedBefore == null ? {} : { $lt: placedBefore }),
  };
  return {
    ...(customerId == null ? {} : { customerId }),
    ...(status == null ? {} : { status }),
    ...(Object.keys(placedAt).length === 0 ? {} : { placedAt: mongoose.trusted(placedAt) }),
  };
}
