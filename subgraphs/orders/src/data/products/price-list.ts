import { parseMoney } from '@supergraph/money';
import type { Snapshot } from '../../domain/order.js';
import type { PriceList } from '../../domain/price-list.js';
import { ProductsOnSaleDocument, type ProductsOnSaleQuery } from '../../generated/products/graphql.js';
import type { ProductsClient } from './client.js';
import { createSharedCall } from './shared-call.js';

type Prices = ReadonlyMap<string, Snapshot>;

/** The current prices from the products subgraph. Concurrent quotes share a call. */
export function createPriceList(client: ProductsClient): PriceList {
  const finding = createSharedCall<readonly string[], Prices>(
    (ids) => ids.length,
    async (quotes, options) => {
      const ids = [...new Set(quotes.flat())];
      const { productsOnSale } = await client.call(ProductsOnSaleDocument, { ids }, options);
      const prices = new Map(productsOnSale.map(toPrice));
      return quotes.map(() => prices);
    },
  );
  return { find: (ids, options) => finding.ask(ids, options) };
}

function toPrice({
  id,
  sku,
  name,
  price,
}: ProductsOnSaleQuery['productsOnSale'][number]): readonly [string, Snapshot] {
  return [id, { sku, name, unitPrice: parseMoney(price.amount, price.currency) }];
}
