import { pageBounds, pageOf, withCount, type Connection, type Page } from '@supergraph/service-kit';
import type { Order } from '../domain/order.js';
import type { Models } from '../models/models.js';
import { equalities, latestFirst, period, type OrderCriteria } from './order-criteria.js';
import { toOrder } from './order-mapping.js';
import { findStored } from './stored-orders.js';

/**
 * Reads one page of orders for each of many customers, in two commands for any number of customers: the first finds the
 * pages' ids in an index that covers it, the second reads exactly these orders.
 */
export async function listOrdersOfCustomers(
  models: Models,
  customerIds: readonly string[],
  criteria: OrderCriteria,
  page: Page,
): Promise<Connection<Order>[]> {
  const ids = await findPages(models, customerIds, criteria, page);
  const stored = await findStored(models, [...ids.values()].flat());
  const counts = countOnce(models, customerIds, criteria);
  return customerIds.map((customerId) => {
    const found = (ids.get(customerId) ?? []).flatMap((id) => stored.get(id) ?? []);
    return withCount(
      pageOf(found, latestFirst, page, toOrder),
      async () => (await counts()).get(customerId) ?? 0,
    );
  });
}

/** The ids of each customer's page, with one more id when the list continues. */
async function findPages(
  { orders }: Models,
  customerIds: readonly string[],
  criteria: OrderCriteria,
  page: Page,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const direction = page.fromEnd ? 1 : -1;
  const found = await orders.aggregate<{ _id: string; ids: string[] }>([
    { $match: { $and: [match(customerIds, criteria), ...pageBounds(latestFirst, page)] } },
    { $sort: { customerId: page.fromEnd ? -1 : 1, placedAt: direction, _id: direction } },
    { $group: { _id: '$customerId', ids: { $firstN: { input: '$_id', n: page.size + 1 } } } },
  ]);
  return new Map(found.map(({ _id, ids }) => [_id, ids]));
}

/** Counts all customers' lists together, when the first count is requested. */
function countOnce({ orders }: Models, customerIds: readonly string[], criteria: OrderCriteria) {
  let counts: Promise<ReadonlyMap<string, number>> | undefined;
  const count = async () => {
    const found = await orders.aggregate<{ _id: string; count: number }>([
      { $match: match(customerIds, criteria) },
      { $group: { _id: '$customerId', count: { $sum: 1 } } },
    ]);
    return new Map(found.map((each) => [each._id, each.count]));
  };
  return () => (counts ??= count());
}

function match(customerIds: readonly string[], criteria: OrderCriteria): object {
  const placedAt = period(criteria);
  return {
    customerId: { $in: [...customerIds] },
    ...equalities(criteria),
    ...(placedAt === undefined ? {} : { placedAt }),
  };
}
