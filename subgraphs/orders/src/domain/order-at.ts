import type { Order } from './order.js';

/**
 * The status and history that an order had at a moment. A subscriber gets every step of an order, also when the next step
 * follows before the event of the first is delivered.
 *
 * @param time of a change of the order, in RFC 3339
 */
export function orderAt(order: Order, time: string): Order {
  const at = new Date(time);
  const history = order.history.filter((change) => change.at <= at);
  const last = history.at(-1);
  return last === undefined ? order : { ...order, status: last.status, history, updatedAt: last.at };
}
