import { paginate, type Connection, type Page } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import type { Order } from '../domain/order.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { listOrdersOfCustomers } from './customer-order-pages.js';
import { equalities, latestFirst, period, type OrderCriteria } from './order-criteria.js';
import { toOrder } from './order-mapping.js';
import { findStored } from './stored-orders.js';

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
  /** Those of the products that the customer has ever ordered. Cancelled and rejected orders do not count. */
  findOrderedProducts(customerId: string, productIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export function createOrderListRepository(models: Models): OrderListRepository {
  const { orders } = models;
  const list: OrderListRepository['list'] = (criteria, page) => {
    const filter = { ...equalities(criteria), ...trustedPeriod(criteria) };
    return paginate<OrderDocument, Order>({
      model: orders,
      filter,
      sort: latestFirst,
      page,
      toItem: toOrder,
    });
  };
  return {
    async find(ids) {
      const stored = await findStored(models, ids);
      return ids.map((id) => {
        const document = stored.get(id);
        return document === undefined ? undefined : toOrder(document);
      });
    },
    list,
    async listOfCustomers(customerIds, criteria, page) {
      const [only] = customerIds;
      // For a single customer, the plain list query reads only the page.
      if (only !== undefined && customerIds.length === 1)
        return [await list({ ...criteria, customerId: only }, page)];
      return listOrdersOfCustomers(models, customerIds, criteria, page);
    },
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

function trustedPeriod(criteria: OrderCriteria): object {
  const within = period(criteria);
  return within === undefined ? {} : { placedAt: mongoose.trusted(within) };
}
