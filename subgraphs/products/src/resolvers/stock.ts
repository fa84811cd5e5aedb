import { formatAmount } from '@supergraph/money';
import { badUserInput } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import type { OrderStock, Settlement, StockLine } from '../domain/order-stock.js';
import { MAX_DEADLINE_MS } from '../domain/pruning.js';
import { ReservationConflict, type Reservation } from '../domain/reservation.js';
import type {
  MutationResolvers,
  ReserveStockInput,
  SettleStockInput,
  StockReservation,
} from '../generated/resolvers.js';

/** What the orders service asks. Its input is checked here: it is no person, who would need typed errors. */
export const stockMutations = {
  async reserveStock(_root, { input }, context) {
    const [order] = await reserve(context, [input]);
    return order;
  },
  async finaliseStock(_root, { input }, { orderStock }) {
    const [order] = await settle(orderStock, 'finalise', [input]);
    return order;
  },
  async releaseStock(_root, { input }, { orderStock }) {
    const [order] = await settle(orderStock, 'release', [input]);
    return order;
  },
  async restockOrder(_root, { input }, { orderStock }) {
    checkOrder(input.orderId);
    checkLines(input.lines);
    return { lines: await orderStock.restock(input.orderId, input.lines) };
  },
  reserveOrders: async (_root, { input }, context) => ({ orders: await reserve(context, input.orders) }),
  finaliseOrders: async (_root, { input }, { orderStock }) => ({
    orders: await settle(orderStock, 'finalise', input.orders),
  }),
  releaseOrders: async (_root, { input }, { orderStock }) => ({
    orders: await settle(orderStock, 'release', input.orders),
  }),
} satisfies MutationResolvers;

async function reserve(
  { orderStock, now }: Pick<Context, 'orderStock' | 'now'>,
  orders: readonly ReserveStockInput[],
): Promise<{ lines: StockReservation[] }[]> {
  const latest = now().getTime() + MAX_DEADLINE_MS;
  checkOrders(orders.map(({ lines }) => lines.length));
  for (const { orderId, deadline, lines } of orders) {
    checkOrder(orderId);
    checkLines(lines);
    if (deadline.getTime() > latest)
      throw badUserInput(`A deadline lies at most ${MAX_DEADLINE_MS} ms ahead.`);
  }
  try {
    const requests = orders.map(({ orderId: order, deadline, lines }) => ({ order, deadline, lines }));
    const reservations = await orderStock.reserve(requests);
    return reservations.map((lines) => ({ lines: lines.map(toReservation) }));
  } catch (error) {
    if (error instanceof ReservationConflict) throw badUserInput(error.message);
    throw error;
  }
}

async function settle(
  stock: OrderStock,
  name: 'finalise' | 'release',
  orders: readonly SettleStockInput[],
): Promise<{ lines: Settlement[] }[]> {
  checkOrders(orders.map(({ productIds }) => productIds.length));
  for (const { orderId, productIds } of orders) {
    checkOrder(orderId);
    checkProducts(productIds);
  }
  const settled = await stock[name](orders.map(({ orderId: order, productIds }) => ({ order, productIds })));
  return settled.map((lines) => ({ lines }));
}

const MAX_ORDERS = 100;
const MAX_LINES_IN_ALL = 1_000;
const MAX_LINES = 100;
const MAX_UNITS_OF_LINE = 1_000;
const MAX_ID_LENGTH = 128;

function checkOrders(lines: readonly number[]): void {
  if (lines.length < 1 || lines.length > MAX_ORDERS) throw badUserInput(`Name 1 to ${MAX_ORDERS} orders.`);
  if (lines.reduce((sum, count) => sum + count, 0) > MAX_LINES_IN_ALL)
    throw badUserInput(`All orders have at most ${MAX_LINES_IN_ALL} lines together.`);
}

function checkOrder(orderId: string): void {
  if (orderId === '' || orderId.length > MAX_ID_LENGTH) throw badUserInput('That is no id of an order.');
}

function checkProducts(productIds: readonly string[]): void {
  if (productIds.length < 1 || productIds.length > MAX_LINES)
    throw badUserInput(`Name 1 to ${MAX_LINES} products.`);
  if (productIds.some((id) => id === '' || id.length > MAX_ID_LENGTH))
    throw badUserInput('That is no id of a product.');
  if (new Set(productIds).size !== productIds.length) throw badUserInput('Name each product once.');
}

function checkLines(lines: readonly StockLine[]): void {
  checkProducts(lines.map(({ productId }) => productId));
  if (lines.some(({ quantity }) => quantity < 1 || quantity > MAX_UNITS_OF_LINE))
    throw badUserInput(`A line has 1 to ${MAX_UNITS_OF_LINE} units.`);
}

function toReservation({ unitPrice, ...reservation }: Reservation): StockReservation {
  return {
    ...reservation,
    unitPrice: unitPrice === null ? null : { amount: formatAmount(unitPrice), currency: unitPrice.currency },
  };
}
