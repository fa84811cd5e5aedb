import { parseMoney, type Money } from '@supergraph/money';
import { badUserInput } from '@supergraph/service-kit';
import type { DecidedOrder, ReservationRequest, StockLine } from '../domain/order-stock.js';
import { MAX_DEADLINE_MS } from '../domain/pruning.js';
import type { MoneyInput, ReserveStockInput, SettleStockInput } from '../generated/resolvers.js';

// Most of this input comes from the orders service. A service needs no typed errors, so each check throws
// BAD_USER_INPUT.

const MAX_ORDERS = 100;
const MAX_LINES_IN_ALL = 1_000;
const MAX_LINES = 100;
const MAX_UNITS_OF_LINE = 1_000;
const MAX_ID_LENGTH = 128;

export function parseReservations(orders: readonly ReserveStockInput[], now: Date): ReservationRequest[] {
  checkOrders(orders.map(({ lines }) => lines.length));
  const latest = now.getTime() + MAX_DEADLINE_MS;
  return orders.map(({ orderId: order, deadline, lines, expectedSubtotal }) => {
    checkOrder(order);
    checkLines(lines);
    if (deadline.getTime() > latest)
      throw badUserInput(`A deadline lies at most ${MAX_DEADLINE_MS} ms ahead.`);
    return { order, deadline, lines, expectedSubtotal: parseSubtotal(expectedSubtotal) };
  });
}

export function parseSettlements(orders: readonly SettleStockInput[]): DecidedOrder[] {
  checkOrders(orders.map(({ productIds }) => productIds.length));
  return orders.map(({ orderId: order, productIds }) => {
    checkOrder(order);
    checkProducts(productIds);
    return { order, productIds };
  });
}

/** The distinct product ids. @throws PublicError BAD_USER_INPUT if there are none, too many, or invalid ones */
export function parseProductIds(ids: readonly string[]): string[] {
  if (ids.length < 1 || ids.length > MAX_LINES_IN_ALL)
    throw badUserInput(`Name 1 to ${MAX_LINES_IN_ALL} products.`);
  if (!ids.every(isId)) throw badUserInput(`A product's id has 1 to ${MAX_ID_LENGTH} characters.`);
  return [...new Set(ids)];
}

export function checkOrder(orderId: string): void {
  if (!isId(orderId)) throw badUserInput(`An order's id has 1 to ${MAX_ID_LENGTH} characters.`);
}

export function checkLines(lines: readonly StockLine[]): void {
  checkProducts(lines.map(({ productId }) => productId));
  if (lines.some(({ quantity }) => quantity < 1 || quantity > MAX_UNITS_OF_LINE))
    throw badUserInput(`A line has 1 to ${MAX_UNITS_OF_LINE} units.`);
}

function checkOrders(lines: readonly number[]): void {
  if (lines.length < 1 || lines.length > MAX_ORDERS) throw badUserInput(`Name 1 to ${MAX_ORDERS} orders.`);
  if (lines.reduce((sum, count) => sum + count, 0) > MAX_LINES_IN_ALL)
    throw badUserInput(`All orders have at most ${MAX_LINES_IN_ALL} lines together.`);
}

function checkProducts(productIds: readonly string[]): void {
  if (productIds.length < 1 || productIds.length > MAX_LINES)
    throw badUserInput(`Name 1 to ${MAX_LINES} products.`);
  if (!productIds.every(isId)) throw badUserInput(`A product's id has 1 to ${MAX_ID_LENGTH} characters.`);
  if (new Set(productIds).size !== productIds.length) throw badUserInput('Name each product once.');
}

function isId(text: string): boolean {
  return text !== '' && text.length <= MAX_ID_LENGTH;
}

function parseSubtotal(subtotal: MoneyInput | null | undefined): Money | undefined {
  if (subtotal == null) return undefined;
  try {
    return parseMoney(subtotal.amount, subtotal.currency);
  } catch (error) {
    if (error instanceof RangeError) throw badUserInput(`expectedSubtotal: ${error.message}.`);
    throw error;
  }
}
