import type { Connection, Page } from '@supergraph/service-kit';
import DataLoader from 'dataloader';
import type { Order } from '../domain/order.js';
import type { StoredErasures } from './erasure-repository.js';
import type { OrderCriteria } from './order-criteria.js';
import type { OrderListRepository } from './order-list-repository.js';

/** Reads orders for one request. Reads that are requested together share a query. */
export interface OrderLoaders {
  find(id: string): Promise<Order | undefined>;
  list(criteria: OrderCriteria, page: Page): Promise<Connection<Order>>;
  listOfCustomer(
    customerId: string,
    criteria: Omit<OrderCriteria, 'customerId'>,
    page: Page,
  ): Promise<Connection<Order>>;
  wasOrdered(customerId: string, productId: string): Promise<boolean>;
  /** When a deletion of an account had erased everything here; undefined until then. */
  erasedAt(deletionId: string): Promise<Date | undefined>;
}

export function createOrderLoaders(
  repository: OrderListRepository,
  erasures: Pick<StoredErasures, 'findFinished'>,
): OrderLoaders {
  const byId = new DataLoader<string, Order | undefined>((ids) => repository.find(ids));
  const erased = new DataLoader<string, Date | undefined>((ids) => erasures.findFinished(ids));
  const pages = new Map<string, DataLoader<string, Connection<Order>>>();
  const ordered = new Map<string, DataLoader<string, boolean>>();
  return {
    find: (id) => byId.load(id),
    erasedAt: (deletionId) => erased.load(deletionId),
    list: (criteria, page) => repository.list(criteria, page),
    listOfCustomer(customerId, criteria, page) {
      const loader = obtain(
        pages,
        JSON.stringify([criteria, page]),
        () => new DataLoader((ids) => repository.listOfCustomers(ids, criteria, page)),
      );
      return loader.load(customerId);
    },
    wasOrdered(customerId, productId) {
      const load = async (ids: readonly string[]) => {
        const found = await repository.findOrderedProducts(customerId, ids);
        return ids.map((id) => found.has(id));
      };
      return obtain(ordered, customerId, () => new DataLoader(load)).load(productId);
    },
  };
}

function obtain<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
