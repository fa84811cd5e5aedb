import type { Connection, Page } from '@supergraph/service-kit';
import DataLoader from 'dataloader';
import type { OrderPart, ShownOrder } from '../domain/order.js';
import type { StoredErasures } from './erasure-repository.js';
import type { OrderCriteria } from './order-criteria.js';
import type { OrderListRepository } from './order-list-repository.js';

/** Reads orders for one request. Reads that are requested together share a query. */
export interface OrderLoaders {
  find(id: string): Promise<ShownOrder | undefined>;
  list(criteria: OrderCriteria, page: Page, parts: readonly OrderPart[]): Promise<Connection<ShownOrder>>;
  listOfCustomer(
    customerId: string,
    criteria: Omit<OrderCriteria, 'customerId'>,
    page: Page,
    parts: readonly OrderPart[],
  ): Promise<Connection<ShownOrder>>;
  wasOrdered(customerId: string, productId: string): Promise<boolean>;
  /** When a deletion of an account had erased everything here; undefined until then. */
  erasedAt(deletionId: string): Promise<Date | undefined>;
}

export function createOrderLoaders(
  repository: OrderListRepository,
  erasures: Pick<StoredErasures, 'findFinished'>,
): OrderLoaders {
  const byId = new DataLoader<string, ShownOrder | undefined>((ids) => repository.find(ids));
  const erased = new DataLoader<string, Date | undefined>((ids) => erasures.findFinished(ids));
  const pages = new Map<string, DataLoader<string, Connection<ShownOrder>>>();
  const ordered = new Map<string, DataLoader<string, boolean>>();
  return {
    find: (id) => byId.load(id),
    erasedAt: (deletionId) => erased.load(deletionId),
    list: (criteria, page, parts) => repository.list(criteria, page, parts),
    listOfCustomer(customerId, criteria, page, parts) {
      const loader = obtain(
        pages,
        JSON.stringify([criteria, page, parts]),
        () => new DataLoader((ids) => repository.listOfCustomers(ids, criteria, page, parts)),
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
