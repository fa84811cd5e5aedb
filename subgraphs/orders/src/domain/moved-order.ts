import type { Move } from './order-repository.js';
import type { Order, OrderEvent } from './order.js';

/** The order after a change of status, equal to the result of the repository's one write. */
export function movedOrder(order: Order, move: Move): Order {
  const { transition, at, reason, lines, refusals } = move;
  const event = eventOf(order, move);
  return {
    ...order,
    status: transition.to,
    updatedAt: at,
    revision: event.revision,
    attempts: 0,
    history: [...order.history, { status: transition.to, at, reason }],
    // Appended to the effects that are not yet delivered: an order may be cancelled before its sale is finalised.
    effects: [...order.effects, ...transition.effects],
    events: [...order.events, event],
    lines: lines ?? order.lines,
    refusals: refusals ?? order.refusals,
  };
}

/** The event of a change of status. */
export function eventOf({ revision }: Order, { transition, at }: Move): OrderEvent {
  return { type: transition.event, revision: revision + 1, at };
}

/** The order after all of its effects are delivered. */
export function settledOrder(order: Order): Order {
  return { ...order, effects: [], attempts: 0 };
}
