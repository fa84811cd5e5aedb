import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryOrderRepository } from '../testing/memory-order-repository.js';
import { createMemoryStock, type MemoryLedger, type StockMessage } from '../testing/memory-stock.js';
import { createCheckout } from './checkout.js';
import { createOrderSaga } from './order-saga.js';
import { createFulfilment } from './fulfilment.js';
import type { OrderRepository } from './order-repository.js';
import { isOpen, type Order, type OrderEvent, type OrderStatus } from './order.js';
import { createSettler } from './settler.js';
import { StockUnavailable, type Stock } from './stock.js';
import { successors } from './transitions.js';

/** The network's treatment of a message: delivered or lost, with or without its answer, and perhaps repeated later. */
interface Delivery {
  readonly arrives: boolean;
  readonly answered: boolean;
  readonly again: boolean;
}

type Deed =
  | {
      readonly kind: 'PLACE';
      readonly customer: number;
      readonly key: number;
      readonly lines: readonly [number, number][];
    }
  | { readonly kind: 'CANCEL' | 'SHIP' | 'RECOVER'; readonly order: number };

const PRODUCTS = ['p1', 'p2'];
const STOCK = { p1: 1, p2: 3 };
const eventTypes: Readonly<Record<OrderStatus, OrderEvent['type']>> = {
  PENDING: 'OrderPlaced',
  CONFIRMED: 'OrderConfirmed',
  REJECTED: 'OrderRejected',
  CANCELLED: 'OrderCancelled',
  SHIPPED: 'OrderShipped',
  DELIVERED: 'OrderDelivered',
};
const options = { requestId: 'r', pace: 'prompt' } as const;

const delivery: fc.Arbitrary<Delivery> = fc.record({
  arrives: fc.boolean(),
  answered: fc.boolean(),
  again: fc.boolean(),
});

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('PLACE' as const),
      customer: fc.integer({ min: 0, max: 1 }),
      key: fc.integer({ min: 0, max: 1 }),
      lines: fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 2 })), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('CANCEL' as const, 'SHIP' as const, 'RECOVER' as const),
      order: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

/** The whole domain on the two reference models, with a network that the test controls. */
function createWorld(scheduler: fc.Scheduler, deliveries: readonly Delivery[]) {
  const repository = createMemoryOrderRepository();
  const stock = createMemoryStock(STOCK);
  let sent = 0;
  let calm = false;

  async function send(message: StockMessage) {
    const fate = calm ? undefined : deliveries[sent++ % Math.max(1, deliveries.length)];
    if (fate === undefined) return stock.receive(message);
    await scheduler.schedule(Promise.resolve(), `${message.kind} ${message.orderId} travels`);
    const answer = fate.arrives ? stock.receive(message) : undefined;
    if (fate.again) {
      void scheduler
        .schedule(Promise.resolve(), `${message.kind} ${message.orderId} arrives late`)
        .then(() => stock.receive(message));
    }
    await scheduler.schedule(Promise.resolve(), `${message.kind} ${message.orderId} is answered`);
    if (answer === undefined || !fate.answered) throw new StockUnavailable('lost');
    return answer;
  }

  /** The result of a decision or settlement, which the writer may not learn: its command contained other writes too. */
  async function hearOf<Result>(result: Promise<Result>): Promise<Result | undefined> {
    const fate = calm ? undefined : deliveries[sent++ % Math.max(1, deliveries.length)];
    const known = await result;
    return fate === undefined || fate.answered ? known : undefined;
  }

  const doubtful: OrderRepository = {
    ...repository,
    move: (order, move) =>
      order.status === 'PENDING' ? hearOf(repository.move(order, move)) : repository.move(order, move),
    settle: (order) => hearOf(repository.settle(order)),
  };

  async function tell(message: StockMessage): Promise<void> {
    await send(message);
  }

  const wired: Stock = {
    reserve: ({ orderId, lines }) => send({ kind: 'RESERVE', orderId, lines }),
    finalise: (orderId, productIds) => tell({ kind: 'FINALISE', orderId, productIds }),
    release: (orderId, productIds) => tell({ kind: 'RELEASE', orderId, productIds }),
    restock: (orderId, lines) => tell({ kind: 'RESTOCK', orderId, lines }),
  };
  const journal = { postponed: () => undefined };
  const saga = createOrderSaga({ repository: doubtful, stock: wired, journal, leaseMs: 1_000 });
  const settler = createSettler(saga, 0);
  const checkout = createCheckout({
    repository: doubtful,
    saga,
    settler,
    rules: { shippingFee: { minor: 0, currency: 'USD' } },
    leaseMs: 1_000,
    limits: { pendingOrders: 2, ordersPerHour: 60 },
  });
  const fulfilment = createFulfilment({ repository, saga, settler });
  const actor = { requestId: 'r', sees: () => true };

  async function recover(order: Order): Promise<void> {
    try {
      await saga.settle(await saga.decide(order, new Date(), options), options);
    } catch (error) {
      if (!(error instanceof StockUnavailable)) throw error;
    }
  }

  async function perform(next: Deed): Promise<void> {
    if (next.kind === 'PLACE') {
      const lines = next.lines.map(([product, quantity]) => ({
        productId: PRODUCTS[product] ?? '',
        quantity,
      }));
      await checkout.place(`c${next.customer}`, { lines, idempotencyKey: `k${next.key}` }, 'r');
      return;
    }
    const id = `order-${next.order}`;
    if (next.kind === 'CANCEL') await fulfilment.cancel(id, null, actor);
    if (next.kind === 'SHIP') await fulfilment.ship(id, actor);
    if (next.kind === 'RECOVER') {
      const order = await repository.find(id);
      if (order !== undefined) await recover(order);
    }
  }

  return {
    repository,
    stock,
    perform,
    settler,
    /** The network works from now on, and the worker processes every open order. */
    comeToRest: async () => {
      calm = true;
      for (const { order } of repository.all()) await recover(order);
    },
  };
}

function checkLedger(ledger: MemoryLedger): void {
  const held = [...ledger.held.values()].reduce((sum, quantity) => sum + quantity, 0);
  expect(ledger.available + held + ledger.sold).toBe(ledger.received);
  expect(Math.min(ledger.available, ledger.sold)).toBeGreaterThanOrEqual(0);
  expect([...ledger.booked.values()].every((times) => times === 1)).toBe(true);
}

/** Checks an order and the ledgers of its products after everything has settled. */
function checkOrder(order: Order, ledgers: ReadonlyMap<string, MemoryLedger>): void {
  expect(isOpen(order)).toBe(false);
  // Every step has one event, in the order of the steps.
  expect(order.events.map(({ type }) => type)).toEqual(order.history.map(({ status }) => eventTypes[status]));
  expect(order.events.map(({ revision }) => revision)).toEqual(order.history.map((_, index) => index + 1));
  for (const [index, { status }] of order.history.slice(1).entries()) {
    const before = order.history[index]?.status;
    expect(before !== undefined && successors[before].includes(status)).toBe(true);
  }
  const sold = ['CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED'].includes(order.status);
  for (const { productId } of order.lines) {
    const booked = ledgers.get(productId)?.booked ?? new Map<string, number>();
    expect(booked.has(`FINALISE ${order.id}`)).toBe(sold);
    expect(booked.has(`RESTOCK ${order.id}`)).toBe(order.status === 'CANCELLED');
    if (sold) expect(booked.has(`RELEASE ${order.id}`)).toBe(false);
  }
}

test('however messages are lost, repeated and delayed, every order ends with its units where they belong', async () => {
  const world = fc.record({
    scheduler: fc.scheduler(),
    deeds: fc.array(deed, { minLength: 1, maxLength: 7 }),
    deliveries: fc.array(delivery, { maxLength: 24 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ scheduler, deeds, deliveries }) => {
      const { repository, stock, perform, settler, comeToRest } = createWorld(scheduler, deliveries);
      const performed = deeds.map(async (each, index) => {
        await scheduler.schedule(Promise.resolve(), `deed ${index}`);
        await perform(each);
      });
      await scheduler.waitFor(Promise.all(performed));
      await scheduler.waitFor(settler.idle());
      await comeToRest();
      // Late messages arrive only now, when units are available for reservations that were refused before.
      stock.restockAll(10);
      await scheduler.waitIdle();
      for (const ledger of stock.ledgers.values()) {
        checkLedger(ledger);
        expect(ledger.held.size).toBe(0);
      }
      const orders = repository.all();
      for (const { order } of orders) checkOrder(order, stock.ledgers);
      const keys = orders.flatMap(({ key, order }) =>
        key === undefined ? [] : [`${order.customerId} ${key}`],
      );
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 3_000 },
  );
}, 60_000);
