import { Counter, type Registry } from 'prom-client';
import type { OrderStock } from './domain/order-stock.js';

/** Counts the outcome of each line in a metric. */
export function countOutcomes(stock: OrderStock, registry: Registry): OrderStock {
  const outcomes = new Counter({
    name: 'stock_lines_total',
    help: 'Lines of orders that were reserved or settled, by what became of them.',
    labelNames: ['operation', 'outcome'],
    registers: [registry],
  });
  const counted =
    (operation: keyof OrderStock) =>
    <Line extends { readonly outcome: string }>(lines: Line[]): Line[] => {
      for (const { outcome } of lines) outcomes.inc({ operation, outcome });
      return lines;
    };
  const countedAll =
    (operation: keyof OrderStock) =>
    <Line extends { readonly outcome: string }>(orders: Line[][]): Line[][] =>
      orders.map(counted(operation));
  return {
    reserve: (requests) => stock.reserve(requests).then(countedAll('reserve')),
    finalise: (orders) => stock.finalise(orders).then(countedAll('finalise')),
    release: (orders) => stock.release(orders).then(countedAll('release')),
    restock: (order, lines) => stock.restock(order, lines).then(counted('restock')),
  };
}
