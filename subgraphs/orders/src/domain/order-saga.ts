import { randomUUID } from 'node:crypto';
import { decide, type Decision } from './decision.js';
import type { Journal } from './journal.js';
import { expectedSubtotalOf, isOpen, type Effect, type Order } from './order.js';
import type { OrderRepository } from './order-repository.js';
import { type CallOptions, type Stock, StockUnavailable } from './stock.js';
import { findTransition, type Transition } from './transitions.js';

export interface OrderSagaDependencies {
  readonly repository: OrderRepository;
  readonly stock: Stock;
  readonly journal: Journal;
  /** How long whoever works on an order has it to itself, in milliseconds. */
  readonly leaseMs: number;
}

/**
 * Drives orders on from wherever they stand. Any number of drivers may work on one order at once: what they tell
 * products is idempotent, and only one of them wins each change of status.
 */
export interface OrderSaga {
  /**
   * Confirms or rejects a PENDING order.
   *
   * @param readAt a moment before the order was read
   * @throws StockUnavailable when that cannot be done now
   */
  decide(order: Order, readAt: Date, options: CallOptions): Promise<Order>;
  /** Tells products and the world what follows from where the order stands. @throws StockUnavailable */
  settle(order: Order, options: CallOptions): Promise<Order>;
  /** Makes a change of status. Undefined when the order is no longer as given. */
  move(order: Order, transition: Transition, change: Change): Promise<Order | undefined>;
  /** Leaves an order to the worker, the longer the more often it failed. */
  postpone(order: Order, error: unknown): Promise<void>;
}

export interface Change {
  readonly reason: string | null;
  readonly lines?: Order['lines'];
  readonly refusals?: Order['refusals'];
}

/** An order that failed more often than this in a row is stuck: it may need a person. */
export const STUCK_AFTER_ATTEMPTS = 30;

/**
 * How long an order is left alone, in milliseconds, doubling from the first: at most `most`, so that it goes on soon after
 * a failure is over, and `stuck` when it is.
 */
const BACKOFF = { first: 500, most: 10_000, stuck: 60_000 };

/**
 * How long after its order was read a reservation may still take effect, in milliseconds: longer than any call.
 * It counts from the reading and not from the sending, for a process can be held up between the two until the order is
 * closed and products has forgotten that it was. Clocks that differ by 30 s leave 15 s of it. Products accepts a minute
 * more, for clocks differ, and remembers for two minutes beyond that.
 */
const RESERVE_WITHIN_MS = 45_000;

export function createOrderSaga(dependencies: OrderSagaDependencies): OrderSaga {
  const { repository, stock, journal, leaseMs } = dependencies;
  const saga: OrderSaga = {
    async decide(order, readAt, options) {
      if (order.status !== 'PENDING') return order;
      const request = {
        orderId: order.id,
        lines: order.lines.map(({ productId, quantity }) => ({ productId, quantity })),
        deadline: new Date(readAt.getTime() + RESERVE_WITHIN_MS),
        expectedSubtotal: expectedSubtotalOf(order),
      };
      const decision = decide(order, await stock.reserve(request, options));
      const decided = await commit(saga, order, decision);
      return decided ?? decidedElsewhere(repository, order, decision);
    },
    async settle(order, options) {
      let current = order;
      while (isOpen(current) && current.status !== 'PENDING') {
        for (const effect of current.effects) await tell(dependencies, current, effect, options);
        await announce(dependencies, current);
        current = (await repository.settle(current)) ?? (await reread(repository, current));
      }
      return current;
    },
    move: (order, transition, change) =>
      repository.move(order, {
        ...change,
        transition,
        at: new Date(),
        event: { id: randomUUID(), type: transition.event, at: new Date() },
        dueAt: new Date(Date.now() + leaseMs),
      }),
    async postpone(order, error) {
      const dueAt = new Date(Date.now() + backoff(order.attempts));
      await repository.postpone(order, dueAt);
      journal.postponed(order, dueAt, error);
    },
  };

  async function commit(by: OrderSaga, order: Order, decision: Decision): Promise<Order | undefined> {
    if (decision.kind === 'RETRY') return undefined;
    const confirm = decision.kind === 'CONFIRM';
    const transition = findTransition(order.status, confirm ? 'CONFIRMED' : 'REJECTED');
    if (transition === undefined) return undefined;
    const refusals = confirm ? [] : decision.refusals;
    const change = { reason: refusals[0]?.kind ?? null, lines: decision.lines, refusals };
    return by.move(order, transition, change);
  }

  return saga;
}

/** Another saga was faster, or nothing could be decided. */
async function decidedElsewhere(
  repository: OrderRepository,
  order: Order,
  decision: Decision,
): Promise<Order> {
  const current = await reread(repository, order);
  if (current.status !== 'PENDING') return current;
  throw new StockUnavailable(decision.kind === 'RETRY' ? `stock is ${decision.reason}` : 'the order moved');
}

async function reread(repository: OrderRepository, { id }: Order): Promise<Order> {
  const found = await repository.find(id);
  if (found === undefined) throw new Error(`order ${id} has vanished`);
  return found;
}

async function tell(
  { stock }: OrderSagaDependencies,
  { id, lines }: Order,
  effect: Effect,
  options: CallOptions,
): Promise<void> {
  const productIds = lines.map(({ productId }) => productId);
  switch (effect) {
    case 'FINALISE':
      return stock.finalise(id, productIds, options);
    case 'RELEASE':
      return stock.release(id, productIds, options);
    case 'RESTOCK': {
      const units = lines.map(({ productId, quantity }) => ({ productId, quantity }));
      return stock.restock(id, units, options);
    }
  }
}

async function announce({ journal }: OrderSagaDependencies, order: Order): Promise<void> {
  for (const event of order.events) await journal.announce(order, event);
}

/** Less up to half of it, so that what failed together does not return together. */
function backoff(attempts: number): number {
  const { first, most, stuck } = BACKOFF;
  const full = attempts > STUCK_AFTER_ATTEMPTS ? stuck : Math.min(most, first * 2 ** Math.min(attempts, 10));
  return full * (1 - Math.random() / 2);
}
