import { decodeCursor, encodeCursor, type Connection, type Page } from '@supergraph/service-kit';
import type { Order } from '../domain/order.js';
import type { Models } from '../models/models.js';
import { equalities, findOrders, latestFirst, listOrders, period, type OrderCriteria } from './orders.js';

/**
 * One page of orders for each of many customers, in two commands however many they are: the first finds the pages'
 * ids in an index, which holds all it looks at, the second reads those orders and no others. A single customer's page
 * is read the plain way, which does not look at the rest of the list at all.
 */
export async function listOrdersOfCustomers(
  models: Models,
  customerIds: readonly string[],
  criteria: OrderCriteria,
  page: Page,
): Promise<Connection<Order>[]> {
  const [only] = customerIds;
  if (only !== undefined && customerIds.length === 1) {
    return [await listOrders(models, { ...criteria, customerId: only }, page)];
  }
  const ids = await findPages(models, customerIds, criteria, page);
  const orders = await findOrders(models, [...ids.values()].flat());
  const byId = new Map(orders.flatMap((order) => (order === undefined ? [] : [[order.id, order]])));
  const counts = countOnce(models, customerIds, criteria);
  return customerIds.map((customerId) => {
    const found = (ids.get(customerId) ?? []).flatMap((id) => byId.get(id) ?? []);
    return { ...shape(found, page), totalCount: async () => (await counts()).get(customerId) ?? 0 };
  });
}

/** The ids of each customer's page, and one more where there is one. */
async function findPages(
  { orders }: Models,
  customerIds: readonly string[],
  criteria: OrderCriteria,
  page: Page,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const direction = page.fromEnd ? 1 : -1;
  const found = await orders.aggregate<{ _id: string; ids: string[] }>([
    { $match: { $and: [match(customerIds, criteria), ...bounds(page)] } },
    { $sort: { customerId: page.fromEnd ? -1 : 1, placedAt: direction, _id: direction } },
    { $group: { _id: '$customerId', ids: { $firstN: { input: '$_id', n: page.size + 1 } } } },
  ]);
  return new Map(found.map(({ _id, ids }) => [_id, ids]));
}

/** Counts all customers' lists together, when the first of them is asked for. */
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

function bounds({ after, before }: Page): object[] {
  return [
    ...(after === undefined ? [] : [beyond('$lt', after)]),
    ...(before === undefined ? [] : [beyond('$gt', before)]),
  ];
}

/** Orders placed before (`$lt`) or after (`$gt`) a cursor's; the id decides between those of one moment. */
function beyond(operator: '$lt' | '$gt', cursor: string): object {
  const types = latestFirst.keys.map(({ type }) => type);
  const [placedAt, id] = decodeCursor(cursor, latestFirst.name, types);
  return { $or: [{ placedAt: { [operator]: placedAt } }, { placedAt, _id: { [operator]: id } }] };
}

function shape(found: readonly Order[], page: Page): Omit<Connection<Order>, 'totalCount'> {
  const more = found.length > page.size;
  const nodes = found.slice(0, page.size);
  if (page.fromEnd) nodes.reverse();
  const edges = nodes.map((node) => ({
    cursor: encodeCursor(latestFirst.name, [node.placedAt, node.id]),
    node,
  }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: page.fromEnd ? page.before !== undefined : more,
      hasPreviousPage: page.fromEnd ? more : page.after !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
