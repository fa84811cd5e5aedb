import { done, failed, isPlainText, type Outcome } from '@supergraph/service-kit';
import { ONE_LINE } from './address.js';
import type { OrderSaga } from './order-saga.js';
import {
  invalid,
  invalidTransition,
  orderNotFound,
  type InvalidInput,
  type InvalidOrderTransition,
  type OrderNotFound,
} from './failures.js';
import type { Order } from './order.js';
import type { OrderRepository } from './order-repository.js';
import type { Settler } from './settler.js';
import { findTransition } from './transitions.js';

/** An order after its change of status; or the reason against it, with the order when the actor may see it. */
type OrderOutcome<Failure> = Outcome<{ readonly order: Order }, Failure> & {
  readonly order?: Order | undefined;
};

/** The person who changes an order's status. Orders that they may not see do not exist for them. */
export interface Actor {
  readonly requestId: string;
  sees(order: Order): boolean;
}

type MoveFailure = OrderNotFound | InvalidOrderTransition;

/** Changes the status of placed orders. */
export interface Fulfilment {
  cancel(
    orderId: string,
    reason: string | null,
    actor: Actor,
  ): Promise<OrderOutcome<MoveFailure | InvalidInput>>;
  ship(orderId: string, actor: Actor): Promise<OrderOutcome<MoveFailure>>;
  confirmDelivery(orderId: string, actor: Actor): Promise<OrderOutcome<MoveFailure>>;
}

interface Dependencies {
  readonly repository: OrderRepository;
  readonly saga: OrderSaga;
  readonly settler: Settler;
}

const MAX_REASON_LENGTH = 500;

/** An order changes its status few times in all, so this many attempts cannot all be overtaken by another change. */
const MAX_MOVE_ATTEMPTS = 10;

export function createFulfilment({ repository, saga, settler }: Dependencies): Fulfilment {
  async function move(
    orderId: string,
    to: 'CANCELLED' | 'SHIPPED' | 'DELIVERED',
    actor: Actor,
    reason: string | null = null,
  ): Promise<OrderOutcome<MoveFailure>> {
    for (let attempt = 0; attempt < MAX_MOVE_ATTEMPTS; attempt += 1) {
      const order = await repository.find(orderId);
      if (order === undefined || !actor.sees(order)) return failed(orderNotFound(orderId));
      const transition = findTransition(order.status, to);
      if (transition === undefined) return { ...failed(invalidTransition(order.status, to)), order };
      // Of a person who deleted the account, no new text is stored.
      const moved = await saga.move(order, transition, { reason: order.isErased ? null : reason });
      if (moved !== undefined) return done({ order: await settler.now(moved, actor.requestId) });
    }
    throw new Error(`order ${orderId} moves without end`);
  }

  return {
    async cancel(orderId, reason, actor) {
      if (reason !== null && !isPlainText(reason, { min: 0, max: MAX_REASON_LENGTH })) {
        return failed(
          invalid(['reason'], `The reason has at most ${MAX_REASON_LENGTH} characters${ONE_LINE}.`),
        );
      }
      return move(orderId, 'CANCELLED', actor, reason === '' ? null : reason);
    },
    ship: (orderId, actor) => move(orderId, 'SHIPPED', actor),
    confirmDelivery: (orderId, actor) => move(orderId, 'DELIVERED', actor),
  };
}
