import type { Effect, OrderEvent, OrderStatus } from './order.js';

/** The consequences of an order's entering a status. */
interface Consequence {
  readonly event: OrderEvent['type'];
  /** The messages that are sent to products. */
  readonly effects: readonly Effect[];
}

/** A permitted change of an order's status. */
export interface Transition extends Consequence {
  readonly from: OrderStatus;
  readonly to: Exclude<OrderStatus, 'PENDING'>;
}

/** The whole state machine: for each status, the statuses that may follow. */
export const successors: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: ['CONFIRMED', 'REJECTED'],
  CONFIRMED: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: [],
  CANCELLED: [],
  REJECTED: [],
};

const consequences: Readonly<Record<Exclude<OrderStatus, 'PENDING'>, Consequence>> = {
  CONFIRMED: { event: 'OrderConfirmed', effects: ['FINALISE'] },
  REJECTED: { event: 'OrderRejected', effects: ['RELEASE'] },
  CANCELLED: { event: 'OrderCancelled', effects: ['RESTOCK'] },
  SHIPPED: { event: 'OrderShipped', effects: [] },
  DELIVERED: { event: 'OrderDelivered', effects: [] },
};

/** The transition from one status to another; undefined when the state machine forbids it. */
export function findTransition(
  from: OrderStatus,
  to: Exclude<OrderStatus, 'PENDING'>,
): Transition | undefined {
  return successors[from].includes(to) ? { from, to, ...consequences[to] } : undefined;
}
