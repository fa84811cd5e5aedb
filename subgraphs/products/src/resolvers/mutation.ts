import { parseMoney, type Money } from '@supergraph/money';
import { badUserInput, failed } from '@supergraph/service-kit';
import { adjustStock } from '../domain/adjustment.js';
import { invalidInput, type InvalidInput } from '../domain/failures.js';
import type { Settlement } from '../domain/order-stock.js';
import { ReservationConflict, type Reservation } from '../domain/reservation.js';
import type { MoneyInput, MutationResolvers } from '../generated/resolvers.js';
import { checkLines, checkOrder, parseReservations, parseSettlements } from './stock-input.js';

export const Mutation = {
  createProduct(_root, { input }, { catalogue }) {
    const price = readPrice(input.price);
    if ('__typename' in price) return failed(price);
    return catalogue.createProduct({
      sku: input.sku,
      name: input.name,
      description: input.description ?? null,
      price,
      categoryId: input.categoryId ?? null,
      openingStock: input.stock ?? 0,
    });
  },
  updateProduct(_root, { input }, { catalogue, loaders }) {
    const price = input.price == null ? undefined : readPrice(input.price);
    if (price !== undefined && '__typename' in price) return failed(price);
    const { description, categoryId } = input;
    loaders.forget(input.id);
    return catalogue.updateProduct(input.id, {
      name: input.name ?? undefined,
      description,
      categoryId,
      price,
    });
  },
  discontinueProduct(_root, { input }, { catalogue, loaders }) {
    loaders.forget(input.id);
    return catalogue.discontinueProduct(input.id);
  },
  adjustStock(_root, { input }, { adjustments, loaders }) {
    loaders.forget(input.productId);
    return adjustStock(adjustments, input);
  },
  reserveOrders: async (_root, { input }, { orderStock, now }) =>
    payloadOf(await orderStock.reserve(parseReservations(input.orders, now())).catch(explainConflict)),
  finaliseOrders: async (_root, { input }, { orderStock }) =>
    payloadOf(await orderStock.finalise(parseSettlements(input.orders))),
  releaseOrders: async (_root, { input }, { orderStock }) =>
    payloadOf(await orderStock.release(parseSettlements(input.orders))),
  async restockOrder(_root, { input }, { orderStock }) {
    checkOrder(input.orderId);
    checkLines(input.lines);
    return { lines: await orderStock.restock(input.orderId, input.lines) };
  },
} satisfies MutationResolvers;

function payloadOf<Line extends Reservation | Settlement>(orders: Line[][]): { orders: { lines: Line[] }[] } {
  return { orders: orders.map((lines) => ({ lines })) };
}

function explainConflict(error: unknown): never {
  throw error instanceof ReservationConflict ? badUserInput(error.message) : error;
}

function readPrice({ amount, currency }: MoneyInput): Money | InvalidInput {
  try {
    return parseMoney(amount, currency);
  } catch (error) {
    if (error instanceof RangeError) return invalidInput(`${error.message}.`, 'price', 'amount');
    throw error;
  }
}
