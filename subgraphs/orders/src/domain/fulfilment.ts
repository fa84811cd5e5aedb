import { between } from '@supergraph/service-kit/faults';
import type { Driver } from './driver.js';
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
import type { OrderBook } from './order-book.js';
import type { Settling } from './settling.js';
import { isText } from './text.js';
import { findTransition } from './transitions.js';

/** What became of a wish to move an order on. */
export interface Moving<Failure> {
  readonly order: Order | null;
  readonly errors: readonly Failure[];
}

/** Who wants to move an order: tells which orders are there at all for them. */
export interface Mover {
  readonly requestId: string;
  sees(order: Order): boolean;
}

type MoveFailure = OrderNotFound | InvalidOrderTransition;

/** Moves placed orders on. */
export interface Fulfilment {
  cancel(orderId: string, reason: string | null, mover: Mover): Promise<Moving<MoveFailure | InvalidInput>>;
  ship(orderId: string, mover: Mover): Promise<Moving<MoveFailure>>;
  confirmDelivery(orderId: string, mover: Mover): Promise<Moving<MoveFailure>>;
}

interface Dependencies {
  readonly book: OrderBook;
  readonly driver: Driver;
  readonly settling: Settling;
  readonly faults?: Faults | undefined;
}

const MAX_REASON_LENGTH = 500;

/** An order has few changes of status in its life, so this many cannot all come in between. */
const MOVE_ATTEMPTS = 10;

export function createFulfilment({ book, driver, settling, faults }: Dependencies): Fulfilment {
  async function move(
    orderId: string,
    to: 'CANCELLED' | 'SHIPPED' | 'DELIVERED',
    effect: EffectName,
    mover: Mover,
    reason: string | null = null,
  ): Promise<Moving<MoveFailure>> {
    for (let attempt = 0; attempt < MOVE_ATTEMPTS; attempt += 1) {
      const order = await book.find(orderId);
      if (order === undefined || !mover.sees(order)) return { order: null, errors: [orderNotFound(orderId)] };
      const transition = findTransition(order.status, to);
      if (transition === undefined) return { order, errors: [invalidTransition(order.status, to)] };
      const moved = await between(faults, effect, () => driver.move(order, transition, { reason }));
      if (moved !== undefined) return { order: await settling.now(moved, mover.requestId), errors: [] };
    }
    throw new Error(`order ${orderId} moves without end`);
  }

  return {
    async cancel(orderId, reason, mover) {
      if (reason !== null && !isText(reason, { min: 0, max: MAX_REASON_LENGTH })) {
        return {
          order: null,
          errors: [invalid(['reason'], `Must have at most ${MAX_REASON_LENGTH} characters.`)],
        };
      }
      return move(orderId, 'CANCELLED', 'cancel', mover, reason === '' ? null : reason);
    },
    ship: (orderId, mover) => move(orderId, 'SHIPPED', 'ship', mover),
    confirmDelivery: (orderId, mover) => move(orderId, 'DELIVERED', 'deliver', mover),
  };
}
