import { paginate, paginateByParent, type Connection, type Page } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import type { Order } from '../domain/order.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { filterOf, latestFirst, type OrderCriteria } from './order-criteria.js';
import { toOrder } from './order-mapping.js';

/** Reads single orders and lists of orders. */
export interface OrderListRepository {
  /** The orders with these ids, in the same order. */
  find(ids: readonly string[]): Promise<(Order | undefined)[]>;
  /** One page of the orders that match the criteria. */
  list(criteria: OrderCriteria, page: Page): Promise<Connection<Order>>;
  /** One page for each of these customers. */
  listOfCustomers(
    customerIds: readonly string[],
    criteria: OrderCriteria,
    page: Page,
  ): Promise<Connection<Order>[]>;
  /** Those of the given products that the customer has ever ordered. Cancelled and rejected orders do not count. */
  findOrderedProducts(customerId: string, productIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createOrderListRepository({ orders }: Models): OrderListRepository {
  return {
    async find(ids) {
      const stored = await orders
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .batchSize(ids.length + 1)
        .lean<OrderDocument[]>();
      const found = new Map(stored.map((document) => [document._id, toOrder(document)]));
      return ids.map((id) => found.get(id));
    },
    list: (criteria, page) =>
      paginate({ model: orders, filter: filterOf(criteria), sort: latestFirst, page, toItem: toOrder }),
    listOfCustomers: (customerIds, criteria, page) =>
      paginateByParent({
        model: orders,
        parent: 'customerId',
        parentIds: customerIds,
        filter: filterOf(criteria),
        sort: latestFirst,
        page,
        toItem: toOrder,
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
