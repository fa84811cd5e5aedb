import {
  createConsumerModels,
  createEventModel,
  type ConsumerModels,
  type EventModel,
} from '@supergraph/service-kit';
import type { Connection, Model } from 'mongoose';
import { wordsOf } from '../domain/words.js';
import { createCategoryModel, type StoredCategory } from './category.js';
import { createLedgerModel, type StoredLedger } from './ledger.js';
import { createProductModel, type StoredProduct } from './product.js';
import { createSalesModels, type SalesModels } from './sale.js';
import { createRecordModel, type StoredRecord } from './record.js';

export interface Models extends SalesModels, ConsumerModels {
  readonly products: Model<StoredProduct>;
  readonly categories: Model<StoredCategory>;
  readonly ledgers: Model<StoredLedger>;
  readonly records: Model<StoredRecord>;
  readonly events: EventModel;
}

export function createModels(connection: Connection): Models {
  return {
    products: createProductModel(connection),
    categories: createCategoryModel(connection),
    ledgers: createLedgerModel(connection),
    records: createRecordModel(connection),
    events: createEventModel(connection),
    ...createSalesModels(connection),
    ...createConsumerModels(connection),
  };
}

/** Creates missing indexes. The service must not answer before, because unique indexes enforce invariants. */
export async function ensureIndexes(models: Models): Promise<void> {
  const { products, categories, ledgers, events, sales, dailySales, deadLetters } = models;
  const indexed = [products, categories, ledgers, events, sales, dailySales, deadLetters];
  await Promise.all(indexed.map((model) => model.createIndexes()));
  // Products of earlier versions lack these fields. Lists sort by them, and pagination needs a value in each product.
  await products.updateMany(
    { soldLast30Days: null },
    { $set: { soldLast30Days: 0, soldLast365Days: 0, soldEver: 0 } },
  );
  await addNameWords(products);
}

/** Products of earlier versions lack the words of their names, by which searches are sorted by relevance. */
async function addNameWords(products: Model<StoredProduct>): Promise<void> {
  for (;;) {
    const without = await products
      .find({ nameWords: null }, { name: 1 })
      .limit(1_000)
      .lean<Pick<StoredProduct, '_id' | 'name'>[]>();
    if (without.length === 0) return;
    await products.bulkWrite(
      without.map(({ _id, name }) => ({
        updateOne: { filter: { _id, name }, update: { $set: { nameWords: wordsOf(name) } } },
      })),
    );
  }
}
