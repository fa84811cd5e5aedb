import { readStream } from '@supergraph/service-kit/testing';
import mongoose from 'mongoose';
import { WATERMARK_AFTER_MS } from '../../subgraphs/products/src/domain/pruning.js';

/** The fields of an order document that the checker reads. */
export interface StoredOrder {
  readonly _id: string;
  readonly number: number;
  readonly customerId: string;
  readonly status: string;
  readonly idempotencyKey?: string;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  readonly history: readonly { readonly status: string; readonly at: Date }[];
  readonly effects: readonly string[];
  readonly events: readonly unknown[];
  readonly dueAt?: Date;
}

/** The fields of a product's ledger that the checker reads. */
export interface StoredLedger {
  readonly _id: string;
  readonly available: number;
  readonly held: readonly { readonly order: string; readonly quantity: number }[];
  readonly sold: number;
  readonly received: number;
  readonly closed: readonly { readonly operation: string; readonly quantity: number }[];
  readonly prunes: number;
  /** The watermark. */
  readonly fence: Date;
}

export interface Books {
  readonly orders: readonly StoredOrder[];
  readonly ledgers: readonly StoredLedger[];
}

/** Reads both databases directly, not through the services. */
export interface Checker {
  read(): Promise<Books>;
  /** Counts the orders that are open or have unpublished events. */
  countOpen(): Promise<number>;
  /** Describes the orders whose published events are not their statuses, each once and in their order. */
  findPublishedWrong(): Promise<readonly string[]>;
  /** Describes the products whose count of units sold, taken from order events, differs from their ledger. */
  findSalesBehind(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** An event of an order, as far as the checker reads it. */
interface PublishedEvent {
  readonly subject: string;
  readonly type: string;
  readonly data: { readonly status?: unknown };
}

/** @param redisUrl the Redis that carries the events; undefined for the services' own databases */
export async function openChecker(
  uris: { orders: string; products: string },
  redisUrl?: string,
): Promise<Checker> {
  const clients = await Promise.all(
    [uris.orders, uris.products].map((uri) => mongoose.mongo.MongoClient.connect(uri)),
  );
  const [orders, products] = clients.map((client) => client.db());
  if (orders === undefined || products === undefined) throw new Error('no databases');
  return {
    async read() {
      const [allOrders, ledgers] = await Promise.all([
        orders.collection<StoredOrder>('orders').find().toArray(),
        products.collection<StoredLedger>('ledgers').find().toArray(),
      ]);
      return { orders: allOrders, ledgers };
    },
    countOpen: () =>
      orders
        .collection<StoredOrder>('orders')
        .countDocuments({ $or: [{ dueAt: { $exists: true } }, { unpublishedAt: { $exists: true } }] }),
    async findPublishedWrong() {
      const stored = orders.collection<{ _id: number; event: PublishedEvent }>('events');
      const [all, published] = await Promise.all([
        orders.collection<StoredOrder>('orders').find().toArray(),
        redisUrl === undefined
          ? stored
              .find()
              .sort({ _id: 1 })
              .map(({ event }) => event)
              .toArray()
          : readStream(redisUrl, 'orders'),
      ]);
      const of = (id: string) => published.filter(({ subject }) => subject === id);
      return all.flatMap(({ _id, history }) => {
        const found = of(_id)
          .map(({ data }) => String(data.status))
          .join(' ');
        const life = history.map(({ status }) => status).join(' ');
        return found === life ? [] : [`${_id}: ${life}, and its events are ${found}`];
      });
    },
    async findSalesBehind() {
      const [ledgers, counted] = await Promise.all([
        products.collection<StoredLedger>('ledgers').find().toArray(),
        products.collection<{ _id: string; soldEver: number }>('products').find().toArray(),
      ]);
      const soldOf = new Map(counted.map(({ _id, soldEver }) => [_id, soldEver]));
      return ledgers
        .filter(({ _id, sold }) => soldOf.get(_id) !== sold)
        .map(
          ({ _id, sold }) => `${_id}: ${soldOf.get(_id)} units counted as sold, and the ledger has ${sold}`,
        );
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

const legalHistories: ReadonlySet<string> = new Set([
  'PENDING CONFIRMED',
  'PENDING REJECTED',
  'PENDING CONFIRMED CANCELLED',
  'PENDING CONFIRMED SHIPPED',
  'PENDING CONFIRMED SHIPPED DELIVERED',
]);

/** Finds violations of the invariants, once all orders are at rest: one sentence for each. */
export function findViolations(books: Books): string[] {
  return [
    ...books.ledgers.flatMap((ledger) => checkLedger(ledger, books.orders)),
    ...books.orders.flatMap((order) => checkOrder(order, books.ledgers)),
    ...checkUnique(
      'number',
      books.orders.map(({ number }) => String(number)),
    ),
    ...checkUnique(
      'key',
      books.orders.flatMap(({ customerId, idempotencyKey }) =>
        idempotencyKey === undefined ? [] : [`${customerId} ${idempotencyKey}`],
      ),
    ),
  ];
}

function checkLedger(ledger: StoredLedger, orders: readonly StoredOrder[]): string[] {
  const { _id: id, available, held, sold, received } = ledger;
  const heldUnits = held.reduce((sum, { quantity }) => sum + quantity, 0);
  const bought = orders
    .filter(({ status }) => ['CONFIRMED', 'SHIPPED', 'DELIVERED'].includes(status))
    .flatMap(({ lines }) => lines.filter(({ productId }) => productId === id))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return [
    ...(available + heldUnits + sold === received
      ? []
      : [`${id}: ${available} available + ${heldUnits} held + ${sold} sold is not ${received} received`]),
    ...(available < 0 || sold < 0 ? [`${id}: below zero`] : []),
    ...(sold === bought ? [] : [`${id}: ${sold} sold, but orders have ${bought}`]),
    ...held.map(({ order }) => `${id}: units are held for ${order}, which is at rest`),
  ];
}

function checkOrder(order: StoredOrder, ledgers: readonly StoredLedger[]): string[] {
  const { _id: id, status, history, lines } = order;
  const life = history.map((change) => change.status).join(' ');
  const open = status === 'PENDING' || order.effects.length > 0 || order.events.length > 0;
  return [
    ...(legalHistories.has(life) && life.endsWith(status) ? [] : [`${id}: ${status} after ${life}`]),
    ...(open || order.dueAt !== undefined ? [`${id}: still open`] : []),
    ...lines.flatMap((line) => checkLine(order, line, ledgers)),
  ];
}

/**
 * Checks that each line's units were settled exactly once, by the operation that the order's final status requires.
 * Operations from before the last pruning may be missing from the ledger, which is no violation.
 */
function checkLine(
  { _id: id, status, history }: StoredOrder,
  { productId, quantity }: StoredOrder['lines'][number],
  ledgers: readonly StoredLedger[],
): string[] {
  const ledger = ledgers.find(({ _id }) => _id === productId);
  if (ledger === undefined) return [];
  const times = (name: string, units?: number) =>
    ledger.closed.filter(
      (booked) => booked.operation === `${name}:${id}` && (units === undefined || booked.quantity === units),
    ).length;
  const expected = {
    finalise: status === 'REJECTED' ? 0 : 1,
    release: status === 'REJECTED' ? 1 : 0,
    restock: status === 'CANCELLED' ? 1 : 0,
  };
  const prunedUntil = ledger.prunes === 0 ? 0 : ledger.fence.getTime() - WATERMARK_AFTER_MS;
  const askedFor = (name: string) => history.at(name === 'restock' ? -1 : 1)?.at.getTime() ?? 0;
  return Object.entries(expected).flatMap(([name, count]) => {
    if (times(name) === 0 && askedFor(name) < prunedUntil) return [];
    const wrong = times(name) !== count || (name !== 'release' && times(name, quantity) !== count);
    return wrong ? [`${id} is ${status}: ${name} of ${productId} booked ${times(name)} times`] : [];
  });
}

function checkUnique(what: string, values: readonly string[]): string[] {
  return new Set(values).size === values.length ? [] : [`a ${what} is there twice`];
}
