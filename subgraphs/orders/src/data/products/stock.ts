import { formatAmount, parseMoney, type Money } from '@supergraph/money';
import type { Logger } from '@supergraph/service-kit';
import { StockUnavailable, type Reservation, type Stock } from '../../domain/stock.js';
import {
  FinaliseOrdersDocument,
  ReleaseOrdersDocument,
  ReserveOrdersDocument,
  RestockOrderDocument,
  type ReserveOrdersMutation,
  type ReserveStockInput,
  type SettleStockInput,
  type StockSettlementOutcome,
} from '../../generated/products/graphql.js';
import type { ProductsClient } from './client.js';
import { createSharedCall } from './shared-call.js';

type Reserved = NonNullable<ReserveOrdersMutation['reserveOrders']>['orders'][number];

interface Settlement {
  readonly lines: readonly { readonly productId: string; readonly outcome: StockSettlementOutcome }[];
}

/** The stock in the products subgraph. Orders that need the same operation at the same time share a call. */
export function createStock(client: ProductsClient, logger: Logger): Stock {
  /** Deleted products have nothing to settle, but their deletion during an open order is logged. */
  function check(orderId: string, settlement: Settlement | null): void {
    if (settlement === null) throw new StockUnavailable('products settled nothing');
    const unknown = settlement.lines.filter(({ outcome }) => outcome === 'UNKNOWN_PRODUCT');
    if (unknown.length > 0) logger.warn({ orderId, unknown }, 'settled an order of products that are gone');
  }

  const reserving = createSharedCall<ReserveStockInput, Reserved>(
    ({ lines }) => lines.length,
    async (orders, options) =>
      (await client.call(ReserveOrdersDocument, { input: { orders } }, options)).reserveOrders?.orders,
  );
  const finalising = createSharedCall<SettleStockInput, Settlement>(
    ({ productIds }) => productIds.length,
    async (orders, options) =>
      (await client.call(FinaliseOrdersDocument, { input: { orders } }, options)).finaliseOrders?.orders,
  );
  const releasing = createSharedCall<SettleStockInput, Settlement>(
    ({ productIds }) => productIds.length,
    async (orders, options) =>
      (await client.call(ReleaseOrdersDocument, { input: { orders } }, options)).releaseOrders?.orders,
  );

  return {
    async reserve({ orderId, lines, deadline, expectedSubtotal }, options) {
      const order = {
        orderId,
        deadline: deadline.toISOString(),
        lines,
        expectedSubtotal: expectedSubtotal === null ? null : toMoneyInput(expectedSubtotal),
      };
      return (await reserving.ask(order, options)).lines.map(toReservation);
    },
    async finalise(orderId, productIds, options) {
      check(orderId, await finalising.ask({ orderId, productIds }, options));
    },
    async release(orderId, productIds, options) {
      check(orderId, await releasing.ask({ orderId, productIds }, options));
    },
    async restock(orderId, lines, options) {
      const input = { orderId, lines };
      check(orderId, (await client.call(RestockOrderDocument, { input }, options)).restockOrder);
    },
  };
}

function toMoneyInput(money: Money) {
  return { amount: formatAmount(money), currency: money.currency };
}

function toReservation({ unitPrice, ...line }: Reserved['lines'][number]): Reservation {
  return { ...line, unitPrice: unitPrice === null ? null : parseMoney(unitPrice.amount, unitPrice.currency) };
}
