import type { OrderSaga } from './order-saga.js';
import {
  idempotencyConflict,
  tooManyPending,
  tooManyPlaced,
  type PlaceOrderFailure,
  type TooManyOrders,
} from './failures.js';
import type { Order } from './order.js';
import type { OrderRepository } from './order-repository.js';
import { termsOf, type PriceRules } from './price-rules.js';
import { parsePurchase, type Purchase, type PurchaseInput } from './purchase.js';
import { explainRefusal } from './refusals.js';
import type { Settler } from './settler.js';
import { StockUnavailable } from './stock.js';

/** The result of placing an order. */
export type Placement =
  | { readonly kind: 'PLACED'; readonly order: Order }
  | { readonly kind: 'REFUSED'; readonly order: Order | null; readonly errors: readonly PlaceOrderFailure[] }
  /** Products is unavailable. The order stays PENDING and continues by itself, or when it is placed again. */
  | { readonly kind: 'DEFERRED'; readonly order: Order };

export interface Checkout {
  place(customerId: string, input: PurchaseInput, requestId: string): Promise<Placement>;
}

/** Limits per customer. Without them, one customer could hold units by orders that are never completed. */
export interface CustomerLimits {
  readonly pendingOrders: number;
  readonly ordersPerHour: number;
}

export interface CheckoutDependencies {
  readonly repository: OrderRepository;
  readonly saga: OrderSaga;
  readonly settler: Settler;
  readonly rules: PriceRules;
  readonly leaseMs: number;
  readonly limits: CustomerLimits;
}

/** A key can be freed and taken again between two reads. After this many times there must be another cause. */
const MAX_OPEN_ATTEMPTS = 5;

const HOUR_MS = 3_600_000;

/**
 * Places orders. An order is stored before anything else, decided once, and answered the same when it is placed again.
 */
export function createCheckout(dependencies: CheckoutDependencies): Checkout {
  const { saga, settler, rules } = dependencies;
  const deciding = new Map<string, Promise<Order>>();

  async function decide(order: Order, readAt: Date, requestId: string): Promise<Order> {
    const decided = await saga.decide(order, readAt, { requestId, pace: 'prompt' });
    await settler.afterDecision(decided, requestId);
    return decided;
  }

  /** Identical calls at the same time share one decision. */
  function decideOnce(order: Order, readAt: Date, requestId: string): Promise<Order> {
    const running = deciding.get(order.id);
    if (running !== undefined) return running;
    const decision = decide(order, readAt, requestId).finally(() => deciding.delete(order.id));
    deciding.set(order.id, decision);
    return decision;
  }

  return {
    async place(customerId, input, requestId) {
      const parsed = parsePurchase(input, rules.shippingFee.currency);
      if ('errors' in parsed) return { kind: 'REFUSED', order: null, errors: parsed.errors };
      const readAt = new Date();
      const order = await openOrFind(dependencies, customerId, parsed.purchase);
      if ('__typename' in order) return { kind: 'REFUSED', order: null, errors: [order] };
      if (order.fingerprint !== parsed.purchase.fingerprint) {
        return { kind: 'REFUSED', order: null, errors: [idempotencyConflict()] };
      }
      try {
        return answer(await decideOnce(order, readAt, requestId), input);
      } catch (error) {
        if (!(error instanceof StockUnavailable)) throw error;
        // A repeated request leaves the order with the worker and does not postpone it further.
        if (order.attempts === 0) await saga.postpone(order, error);
        return { kind: 'DEFERRED', order };
      }
    },
  };
}

/** An order already placed under the same key is returned regardless of the limits, because it takes nothing more. */
async function openOrFind(
  dependencies: CheckoutDependencies,
  customerId: string,
  purchase: Purchase,
): Promise<Order | TooManyOrders> {
  const { repository, limits } = dependencies;
  for (let attempt = 0; attempt < MAX_OPEN_ATTEMPTS; attempt += 1) {
    const [limited, number] = await Promise.all([
      hourlyLimit(dependencies, customerId),
      repository.nextNumber(),
    ]);
    const opened = limited ?? (await open(dependencies, customerId, purchase, number));
    if (typeof opened === 'object' && 'id' in opened) return opened;
    const known = await repository.findByKey(customerId, purchase.key);
    if (known !== undefined) return known;
    if (limited !== undefined) return limited;
    if (opened === 'TOO_MANY_PENDING') return tooManyPending(limits.pendingOrders);
  }
  throw new Error('the idempotency key is taken and free in turn');
}

/** Concurrent requests may all pass this check, but the slots admit at most `pendingOrders` of them. */
async function hourlyLimit(
  { repository, limits }: CheckoutDependencies,
  customerId: string,
): Promise<TooManyOrders | undefined> {
  const since = new Date(Date.now() - HOUR_MS);
  const placed = await repository.countPlacedSince(customerId, since);
  return placed < limits.ordersPerHour ? undefined : tooManyPlaced(limits.ordersPerHour);
}

async function open(
  { repository, rules, leaseMs, limits }: CheckoutDependencies,
  customerId: string,
  purchase: Purchase,
  number: number,
): Promise<Order | 'KEY_TAKEN' | 'TOO_MANY_PENDING'> {
  const at = new Date();
  const dueAt = new Date(at.getTime() + leaseMs);
  const terms = termsOf(rules, purchase.lines);
  return repository.open({
    customerId,
    purchase,
    terms,
    number,
    at,
    dueAt,
    maxPending: limits.pendingOrders,
  });
}

function answer(order: Order, { lines }: PurchaseInput): Placement {
  if (order.status !== 'REJECTED') return { kind: 'PLACED', order };
  return {
    kind: 'REFUSED',
    order,
    errors: order.refusals.map((refusal) => explainRefusal(refusal, lines)),
  };
}
