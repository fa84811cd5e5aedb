import { between } from '@supergraph/service-kit/faults';
import type { OrderSaga } from './order-saga.js';
import { idempotencyConflict, type PlaceOrderFailure } from './failures.js';
import type { Faults } from './faults.js';
import type { Order } from './order.js';
import type { OrderRepository } from './order-repository.js';
import { parsePurchase, type Purchase, type PurchaseInput } from './purchase.js';
import { explainRefusal } from './refusals.js';
import type { Settler } from './settler.js';
import { StockUnavailable } from './stock.js';

/** What became of a purchase. */
export type Placement =
  | { readonly kind: 'PLACED'; readonly order: Order }
  | { readonly kind: 'REFUSED'; readonly order: Order | null; readonly errors: readonly PlaceOrderFailure[] }
  /** Products cannot be reached. The order is kept PENDING and goes on by itself, or when it is asked for again. */
  | { readonly kind: 'DEFERRED'; readonly order: Order };

export interface Checkout {
  place(customerId: string, input: PurchaseInput, requestId: string): Promise<Placement>;
}

export interface CheckoutDependencies {
  readonly repository: OrderRepository;
  readonly saga: OrderSaga;
  readonly settler: Settler;
  readonly faults?: Faults | undefined;
  readonly currency: string;
  readonly leaseMs: number;
}

/** A key can be freed and taken again between two reads; more often than this, something else is wrong. */
const MAX_OPEN_ATTEMPTS = 5;

/** Places orders: kept before anything is done, decided once, answered the same however often they are asked for. */
export function createCheckout(dependencies: CheckoutDependencies): Checkout {
  const { saga, settler, currency } = dependencies;
  const deciding = new Map<string, Promise<Order>>();

  async function decide(order: Order, readAt: Date, requestId: string): Promise<Order> {
    const decided = await saga.decide(order, readAt, { requestId, pace: 'prompt' });
    await settler.afterDecision(decided, requestId);
    return decided;
  }

  /** Identical calls that arrive together share one decision. */
  function decideOnce(order: Order, readAt: Date, requestId: string): Promise<Order> {
    const running = deciding.get(order.id);
    if (running !== undefined) return running;
    const decision = decide(order, readAt, requestId).finally(() => deciding.delete(order.id));
    deciding.set(order.id, decision);
    return decision;
  }

  return {
    async place(customerId, input, requestId) {
      const parsed = parsePurchase(input, currency);
      if ('errors' in parsed) return { kind: 'REFUSED', order: null, errors: parsed.errors };
      const readAt = new Date();
      const order = await openOrFind(dependencies, customerId, parsed.purchase);
      if (order.fingerprint !== parsed.purchase.fingerprint) {
        return { kind: 'REFUSED', order: null, errors: [idempotencyConflict()] };
      }
      try {
        return answer(await decideOnce(order, readAt, requestId), input);
      } catch (error) {
        if (!(error instanceof StockUnavailable)) throw error;
        // Asked for again, it is in the worker's loops: a customer's patience is no reason to put it off further.
        if (order.attempts === 0) await saga.postpone(order, error);
        return { kind: 'DEFERRED', order };
      }
    },
  };
}

async function openOrFind(
  { repository, faults, leaseMs }: CheckoutDependencies,
  customerId: string,
  purchase: Purchase,
): Promise<Order> {
  for (let attempt = 0; attempt < MAX_OPEN_ATTEMPTS; attempt += 1) {
    const number = await between(faults, 'number', () => repository.nextNumber());
    const at = new Date();
    const dueAt = new Date(at.getTime() + leaseMs);
    const open = () => repository.open({ customerId, purchase, number, at, dueAt });
    const order =
      (await between(faults, 'insert', open)) ?? (await repository.findByKey(customerId, purchase.key));
    if (order !== undefined) return order;
  }
  throw new Error('the idempotency key is taken and free in turn');
}

function answer(order: Order, { lines }: PurchaseInput): Placement {
  if (order.status !== 'REJECTED') return { kind: 'PLACED', order };
  return {
    kind: 'REFUSED',
    order,
    errors: order.refusals.map((refusal) => explainRefusal(refusal, lines)),
  };
}
