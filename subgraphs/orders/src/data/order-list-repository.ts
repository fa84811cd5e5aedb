import { paginate, type Connection, type Page, type Sort } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import type { Order, OrderStatus } from '../domain/order.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { toOrder } from './order-mapping.js';

/** Which orders to list. */
export interface OrderCriteria {
  readonly customerId?: string | null | undefined;
  readonly status?: OrderStatus | null | undefined;
  readonly placedAfter?: Date | null | undefined;
  readonly placedBefore?: Date | null | undefined;
}

/** The latest first, as all lists of orders are. */
export const latestFirst: Sort<OrderDocument> = {
  name: 'LATEST',
  keys: [
    { field: 'placedAt', direction: -1, type: 'date' },
    { field: '_id', direction: -1, type: 'string' },
  ],
};

/** One page of the orders that meet the criteria. */
export function listOrders(
  { orders }: Models,
  criteria: OrderCriteria,
  page: Page,
): Promise<Connection<Order>> {
  const filter = { ...equalities(criteria), ...trustedPeriod(criteria) };
  return paginate<OrderDocument, Order>({ model: orders, filter, sort: latestFirst, page, toItem: toOrder });
}

/** Reads orders by id, each at its id's place. */
export async function findOrders(models: Models, ids: readonly string[]): Promise<(Order | undefined)[]> {
  const stored = await findStored(models, ids);
  return ids.map((id) => {
    const document = stored.get(id);
    return document === undefined ? undefined : toOrder(document);
  });
}

/** Reads the documents of orders by id, those that there are. */
export async function findStored(
  { orders }: Models,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OrderDocument>> {
  const stored = await orders
    .find({ _id: mongoose.trusted({ $in: [...ids] }) })
    .batchSize(ids.length + 1)
    .lean<OrderDocument[]>();
  return new Map(stored.map((document) => [document._id, document]));
}

/** Which of some products a customer ever ordered. Cancelled and rejected orders do not count. */
export async function findOrderedProducts(
  { orders }: Models,
  customerId: string,
  productIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const of = { 'lines.productId': { $in: [...productIds] } };
  const found = await orders.aggregate<{ _id: string }>([
    { $match: { customerId, ...of, status: { $nin: ['CANCELLED', 'REJECTED'] } } },
    { $project: { _id: 0, 'lines.productId': 1 } },
    { $unwind: '$lines' },
    { $match: of },
    { $group: { _id: '$lines.productId' } },
  ]);
  return new Set(found.map(({ _id }) => _id));
}

export function equalities({ customerId, status }: OrderCriteria): object {
  return { ...(customerId == null ? {} : { customerId }), ...(status == null ? {} : { status }) };
}

/** The condition on when orders were placed: inclusive at its start, exclusive at its end. */
export function period({ placedAfter, placedBefore }: OrderCriteria): Record<string, Date> | undefined {
  if (placedAfter == null && placedBefore == null) return undefined;
  return {
    ...(placedAfter == null ? {} : { $gte: placedAfter }),
    ...(placedBefore == null ? {} : { $lt: placedBefore }),
  };
}

function trustedPeriod(criteria: OrderCriteria): object {
  const within = period(criteria);
  return within === undefined ? {} : { placedAt: mongoose.trusted(within) };
}
