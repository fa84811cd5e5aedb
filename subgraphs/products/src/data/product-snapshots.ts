import { RELAY, type ServiceEvent, type SnapshotSource } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import {
  PRODUCT_SNAPSHOT,
  productSnapshotOf,
  STOCK_SNAPSHOT,
  stockSnapshotOf,
} from '../domain/product-events.js';
import type { LedgerRepository } from '../domain/repositories.js';
import type { Models } from '../models/models.js';
import type { StoredProduct } from '../models/product.js';
import { toProduct } from './product-documents.js';

/** The snapshots of all products and of their stock, including imported products. */
export function createProductSnapshots(models: Models, ledgers: LedgerRepository): readonly SnapshotSource[] {
  return [
    {
      types: [PRODUCT_SNAPSHOT],
      page: async (afterId, limit) => (await findPage(models, afterId, limit)).map(productSnapshotOf),
    },
    {
      types: [STOCK_SNAPSHOT],
      async page(afterId, limit) {
        const products = await findPage(models, afterId, limit);
        const stock = await ledgers.findStock(products.map(({ id }) => id));
        const now = new Date();
        return products.flatMap((product): ServiceEvent[] => {
          const ledger = stock.get(product.id);
          return ledger === undefined ? [] : [stockSnapshotOf(ledger, product, now)];
        });
      },
    },
  ];
}

async function findPage({ products }: Models, afterId: string, limit: number) {
  const found = await products
    .find({ _id: mongoose.trusted({ $gt: afterId }) })
    .sort({ _id: 1 })
    .limit(limit)
    .batchSize(limit + 1)
    .comment(RELAY)
    .lean<StoredProduct[]>();
  return found.map(toProduct);
}
