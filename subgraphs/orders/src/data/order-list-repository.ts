import { paginate, paginateByParent, type Connection, type Page } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import type { OrderPart, ShownOrder } from '../domain/order.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { filterOf, latestFirst, type OrderCriteria } from './order-criteria.js';
import { SHOWN_FIELDS, toShownOrder } from './order-mapping.js';

/** Reads single orders and lists of orders. */
export interface OrderListRepository {
  /** The orders with these ids, in the same order. */
  find(ids: readonly string[]): Promise<(ShownOrder | undefined)[]>;
  /** One page of the orders that match the criteria, with these parts of them. */
  list(criteria: OrderCriteria, page: Page, parts: readonly OrderPart[]): Promise<Connection<ShownOrder>>;
  /** One page for each of these customers. */
  listOfCustomers(
    customerIds: readonly string[],
    criteria: OrderCriteria,
    page: Page,
    parts: readonly OrderPart[],
  ): Promise<Connection<ShownOrder>[]>;
  /** Those of the given products that the customer has ever ordered. Cancelled and rejected orders do not count. */
  findOrderedProducts(customerId: string, productIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createOrderListRepository({ orders }: Models): OrderListRepository {
  const listOf = (criteria: OrderCriteria, page: Page, parts: readonly OrderPart[]) => ({
    model: orders,
    filter: filterOf(criteria),
    sort: latestFirst,
    page,
    fields: [...SHOWN_FIELDS, ...parts],
    toItem: toShownOrder,
  });
  return {
    async find(ids) {
      const stored = await orders
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .batchSize(ids.length + 1)
        .lean<OrderDocument[]>();
      const found = new Map(stored.map((document) => [document._id, toShownOrder(document)]));
      return ids.map((id) => found.get(id));
    },
    list: (criteria, page, parts) => paginate(listOf(criteria, page, parts)),
    listOfCustomers: (customerIds, criteria, page, parts) =>
      paginateByParent({
        ...listOf(criteria, page, parts),
        parent: 'customerId',
        parentIds: customerIds,
      }),
    async findOrderedProducts(customerId, productIds) {
      const of = { 'lines.productId': { $in: [...productIds] } };
      const found = await orders.aggregate<{ _id: string }>([
        { $match: { customerId, ...of, status: { $nin: ['CANCELLED', 'REJECTED'] } } },
        { $project: { _id: 0, 'lines.productId': 1 } },
        { $unwind: '$lines' },
        { $match: of },
        { $group: { _id: '$lines.productId' } },
      ]);
      return new Set(found.map(({ _id }) => _id));
    },
  };
}
