import type { Move } from './order-repository.js';
import type { Order } from './order.js';

/** The order after a change of status, equal to the result of the repository's one write. */
export function movedOrder(order: Order, { transition, at, reason, event, lines, refusals }: Move): Order {
  return {
    ...order,
    status: transition.to,
    updatedAt: at,
    revision: order.revision + 1,
    attempts: 0,
    history: [...order.history, { status: transition.to, at, reason }],
    // Appended to those not yet delivered: an order may be cancelled before its sale is finalised.
    effects: [...order.effects, ...transition.effects],
    events: [...order.events, event],
    lines: lines ?? order.lines,
    refusals: refusals ?? order.refusals,
  };
}

/** The order after all of its effects and events are delivered. */
export function settledOrder(order: Order): Order {
  return { ...order, effects: [], events: [], attempts: 0 };
}
