import { decide, type Decision } from './decision.js';
import type { Journal } from './journal.js';
import { expectedSubtotalOf, type Effect, type Order } from './order.js';
import type { OrderRepository } from './order-repository.js';
import { type CallOptions, type Stock, StockUnavailable } from './stock.js';
import { findTransition, type Transition } from './transitions.js';

export interface OrderSagaDependencies {
  readonly repository: OrderRepository;
  readonly stock: Stock;
  readonly journal: Journal;
  /** The length of the lease on an order, in milliseconds. */
  readonly leaseMs: number;
}

/**
 * Advances orders from any status. Any number of processes may work on one order at once: their calls to products are
 * idempotent, and only one of them succeeds with each change of status.
 */
export interface OrderSaga {
  /**
   * Confirms or rejects a PENDING order.
   *
   * @param readAt a time before the order was read
   * @throws StockUnavailable when no decision is possible now
   */
  decide(order: Order, readAt: Date, options: CallOptions): Promise<Order>;
  /** Delivers the effects that follow from the order's status, and closes the order. @throws StockUnavailable */
  settle(order: Order, options: CallOptions): Promise<Order>;
  /** Makes a change of status. Undefined when the order has changed since it was read. */
  move(order: Order, transition: Transition, change: Change): Promise<Order | undefined>;
  /** Postpones an order for the worker, for a time that grows with its failures. */
  postpone(order: Order, error: unknown): Promise<void>;
}

export interface Change {
  readonly reason: string | null;
  readonly lines?: Order['lines'];
  readonly refusals?: Order['refusals'];
}

/** An order with more failures in a row than this is stuck: it may need a person. */
export const STUCK_AFTER_ATTEMPTS = 30;

/**
 * The delay of a postponed order in milliseconds, doubling from `first`: at most `most`, so that it continues soon
 * after a failure is over, and `stuck` for a stuck order.
 */
const BACKOFF = { first: 500, most: 10_000, stuck: 60_000 };

/**
 * How long after its order was read a reservation may still take effect, in milliseconds: longer than any call. The
 * time counts from the read, not from the call, because a process may be paused in between until the order is settled
 * and products no longer remembers the settlement. If clocks differ by 30 s, 15 s remain. Products accepts a minute
 * more because clocks differ, and remembers settlements for two minutes beyond that.
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
      while (current.status !== 'PENDING') {
        for (const effect of current.effects) await tell(dependencies, current, effect, options);
        const settled = await repository.settle(current);
        if (settled !== undefined) return settled;
        current = await reread(repository, current);
      }
      return current;
    },
    move(order, transition, change) {
      const at = new Date();
      const effects = [...order.effects, ...transition.effects];
      const dueAt = effects.length === 0 ? undefined : new Date(at.getTime() + leaseMs);
      return repository.move(order, { ...change, transition, at, dueAt });
    },
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

/** Returned when another process was faster, or when no decision was possible. */
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

/** Reduces the delay by up to half at random, so that orders that failed together are not retried together. */
function backoff(attempts: number): number {
  const { first, most, stuck } = BACKOFF;
  const full = attempts > STUCK_AFTER_ATTEMPTS ? stuck : Math.min(most, first * 2 ** Math.min(attempts, 10));
  return full * (1 - Math.random() / 2);
}
