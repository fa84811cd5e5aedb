import { formatAmount } from '@supergraph/money';
import { badUserInput } from '@supergraph/service-kit';
import type { StockLine } from '../domain/order-stock.js';
import { LONGEST_DEADLINE_MS } from '../domain/pruning.js';
import { ReservationConflict, type Reservation } from '../domain/reservation.js';
import type { MutationResolvers, StockReservation } from '../generated/resolvers.js';

/** What the orders service asks. Its input is checked here: it is no person, who would need typed errors. */
export const stockMutations = {
  async reserveStock(_root, { input }, { orderStock, now }) {
    const { deadline } = input;
    checkOrder(input.orderId);
    checkLines(input.lines);
    if (deadline.getTime() > now().getTime() + LONGEST_DEADLINE_MS)
      throw badUserInput(`A deadline lies at most ${LONGEST_DEADLINE_MS} ms ahead.`);
    try {
      const reservations = await orderStock.reserve(input.orderId, deadline, input.lines);
      return { lines: reservations.map(toReservation) };
    } catch (error) {
      if (error instanceof ReservationConflict) throw badUserInput(error.message);
      throw error;
    }
  },
  async finaliseStock(_root, { input }, { orderStock }) {
    checkOrder(input.orderId);
    checkProducts(input.productIds);
    return { lines: await orderStock.finalise(input.orderId, input.productIds) };
  },
  async releaseStock(_root, { input }, { orderStock }) {
    checkOrder(input.orderId);
    checkProducts(input.productIds);
    return { lines: await orderStock.release(input.orderId, input.productIds) };
  },
  async restockOrder(_root, { input }, { orderStock }) {
    checkOrder(input.orderId);
    checkLines(input.lines);
    return { lines: await orderStock.restock(input.orderId, input.lines) };
  },
} satisfies MutationResolvers;

const MOST_LINES = 100;
const MOST_UNITS_OF_LINE = 1_000;
const LONGEST_ID = 128;

function checkOrder(orderId: string): void {
  if (orderId === '' || orderId.length > LONGEST_ID) throw badUserInput('That is no id of an order.');
}

function checkProducts(productIds: readonly string[]): void {
  if (productIds.length < 1 || productIds.length > MOST_LINES)
    throw badUserInput(`Name 1 to ${MOST_LINES} products.`);
  if (productIds.some((id) => id === '' || id.length > LONGEST_ID))
    throw badUserInput('That is no id of a product.');
  if (new Set(productIds).size !== productIds.length) throw badUserInput('Name each product once.');
}

function checkLines(lines: readonly StockLine[]): void {
  checkProducts(lines.map(({ productId }) => productId));
  if (lines.some(({ quantity }) => quantity < 1 || quantity > MOST_UNITS_OF_LINE))
    throw badUserInput(`A line has 1 to ${MOST_UNITS_OF_LINE} units.`);
}

function toReservation({ unitPrice, ...reservation }: Reservation): StockReservation {
  return {
    ...reservation,
    unitPrice: unitPrice === null ? null : { amount: formatAmount(unitPrice), currency: unitPrice.currency },
  };
}
