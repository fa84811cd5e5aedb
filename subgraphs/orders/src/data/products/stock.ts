import { parseMoney } from '@supergraph/money';
import type { Logger } from '@supergraph/service-kit';
import { StockUnavailable, type Reservation, type Stock } from '../../domain/stock.js';
import {
  FinaliseStockDocument,
  ReleaseStockDocument,
  ReserveStockDocument,
  RestockOrderDocument,
  type ReserveStockMutation,
  type StockSettlementOutcome,
} from '../../generated/products/graphql.js';
import type { ProductsClient } from './client.js';

type ReservedLine = NonNullable<ReserveStockMutation['reserveStock']>['lines'][number];

interface Settlement {
  readonly lines: readonly { readonly productId: string; readonly outcome: StockSettlementOutcome }[];
}

/** The stock as the products subgraph keeps it. */
export function createStock(client: ProductsClient, logger: Logger): Stock {
  /** Products that are gone have nothing to settle; that they went with an open order is worth a look. */
  function check(orderId: string, settlement: Settlement | null): void {
    if (settlement === null) throw new StockUnavailable('products settled nothing');
    const unknown = settlement.lines.filter(({ outcome }) => outcome === 'UNKNOWN_PRODUCT');
    if (unknown.length > 0) logger.warn({ orderId, unknown }, 'settled an order of products that are gone');
  }

  return {
    async reserve(orderId, lines, deadline, conversation) {
      const input = { orderId, deadline: deadline.toISOString(), lines };
      const { reserveStock } = await client.call(ReserveStockDocument, { input }, conversation);
      if (reserveStock === null) throw new StockUnavailable('products reserved nothing');
      return reserveStock.lines.map(toReservation);
    },
    async finalise(orderId, productIds, conversation) {
      const input = { orderId, productIds };
      check(orderId, (await client.call(FinaliseStockDocument, { input }, conversation)).finaliseStock);
    },
    async release(orderId, productIds, conversation) {
      const input = { orderId, productIds };
      check(orderId, (await client.call(ReleaseStockDocument, { input }, conversation)).releaseStock);
    },
    async restock(orderId, lines, conversation) {
      const input = { orderId, lines };
      check(orderId, (await client.call(RestockOrderDocument, { input }, conversation)).restockOrder);
    },
  };
}

function toReservation({ unitPrice, ...line }: ReservedLine): Reservation {
  return { ...line, unitPrice: unitPrice === null ? null : parseMoney(unitPrice.amount, unitPrice.currency) };
}
