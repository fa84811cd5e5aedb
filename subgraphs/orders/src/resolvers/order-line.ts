import { totalOfLine } from '../domain/order.js';
import type { OrderLineResolvers } from '../generated/resolvers.js';

const BASIS_POINTS = 10_000;

export const OrderLine = {
  product: ({ productId }) => ({ id: productId }),
  sku: ({ snapshot }) => snapshot?.sku,
  productName: ({ snapshot }) => snapshot?.name,
  unitPrice: ({ snapshot }) => snapshot?.unitPrice,
  discount: ({ discount }) => String(discount / BASIS_POINTS),
  total: (line) => totalOfLine(line),
} satisfies OrderLineResolvers;
