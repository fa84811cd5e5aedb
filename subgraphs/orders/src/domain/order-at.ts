import type { ShownOrder } from './order.js';

/**
 * The order with the status and history that it had at a time. A subscriber therefore sees every step of an order, even
 * if the next step happens before the event of the first is delivered.
 *
 * @param time the time of a change of the order, in RFC 3339
 */
export function orderAt(order: ShownOrder, time: string): ShownOrder {
  const at = new Date(time);
  const history = order.history.filter((change) => change.at <= at);
  const last = history.at(-1);
  return last === undefined ? order : { ...order, status: last.status, history, updatedAt: last.at };
}
