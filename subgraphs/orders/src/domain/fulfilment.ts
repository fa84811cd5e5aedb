import { between } from '@supergraph/service-kit/faults';
import type { OrderSaga } from './order-saga.js';
import {
  invalid,
  invalidTransition,
  orderNotFound,
  type InvalidInput,
  type InvalidOrderTransition,
  type OrderNotFound,
} from './failures.js';
import type { EffectName, Faults } from './faults.js';
import type { Order } from './order.js';
import type { OrderRepository } from './order-repository.js';
import type { Settler } from './settler.js';
import { isText } from './text.js';
import { findTransition } from './transitions.js';

/** What became of a wish to move an order on. */
export interface Moving<Failure> {
  readonly order: Order | null;
  readonly errors: readonly Failure[];
}

/** Who wants to move an order: tells which orders are there at all for them. */
export interface Actor {
  readonly requestId: string;
  sees(order: Order): boolean;
}

type MoveFailure = OrderNotFound | InvalidOrderTransition;

/** Moves placed orders on. */
export interface Fulfilment {
  cancel(orderId: string, reason: string | null, actor: Actor): Promise<Moving<MoveFailure | InvalidInput>>;
  ship(orderId: string, actor: Actor): Promise<Moving<MoveFailure>>;
  confirmDelivery(orderId: string, actor: Actor): Promise<Moving<MoveFailure>>;
}

interface Dependencies {
  readonly repository: OrderRepository;
  readonly saga: OrderSaga;
  readonly settler: Settler;
  readonly faults?: Faults | undefined;
}

const MAX_REASON_LENGTH = 500;

/** An order has few changes of status in its life, so this many cannot all come in between. */
const MAX_MOVE_ATTEMPTS = 10;

export function createFulfilment({ repository, saga, settler, faults }: Dependencies): Fulfilment {
  async function move(
    orderId: string,
    to: 'CANCELLED' | 'SHIPPED' | 'DELIVERED',
    effect: EffectName,
    actor: Actor,
    reason: string | null = null,
  ): Promise<Moving<MoveFailure>> {
    for (let attempt = 0; attempt < MAX_MOVE_ATTEMPTS; attempt += 1) {
      const order = await repository.find(orderId);
      if (order === undefined || !actor.sees(order)) return { order: null, errors: [orderNotFound(orderId)] };
      const transition = findTransition(order.status, to);
      if (transition === undefined) return { order, errors: [invalidTransition(order.status, to)] };
      const moved = await between(faults, effect, () => saga.move(order, transition, { reason }));
      if (moved !== undefined) return { order: await settler.now(moved, actor.requestId), errors: [] };
    }
    throw new Error(`order ${orderId} moves without end`);
  }

  return {
    async cancel(orderId, reason, actor) {
      if (reason !== null && !isText(reason, { min: 0, max: MAX_REASON_LENGTH })) {
        return {
          order: null,
          errors: [invalid(['reason'], `Must have at most ${MAX_REASON_LENGTH} characters.`)],
        };
      }
      return move(orderId, 'CANCELLED', 'cancel', actor, reason === '' ? null : reason);
    },
    ship: (orderId, actor) => move(orderId, 'SHIPPED', 'ship', actor),
    confirmDelivery: (orderId, actor) => move(orderId, 'DELIVERED', 'deliver', actor),
  };
}
