import { createEventModel, type EventModel } from '@supergraph/service-kit';
import type { Connection, Model } from 'mongoose';
import { createCategoryModel, type StoredCategory } from './category.js';
import { createLedgerModel, type StoredLedger } from './ledger.js';
import { createProductModel, type StoredProduct } from './product.js';
import { createRecordModel, type StoredRecord } from './record.js';

export interface Models {
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
  };
}

/** Makes the indexes that are missing. The service must not answer before: a unique one keeps a promise. */
export async function ensureIndexes(models: Models): Promise<void> {
  const { products, categories, ledgers, events } = models;
  await Promise.all([products, categories, ledgers, events].map((model) => model.createIndexes()));
}
