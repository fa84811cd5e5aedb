import type { RecordWriter } from '@supergraph/service-kit';
import type { Connection } from 'mongoose';
import { fromLedger } from '../data/ledger-documents.js';
import { fromCategory, fromProduct } from '../data/product-documents.js';
import { openLedger } from '../domain/ledger.js';
import { NOTHING_SOLD, type Product } from '../domain/product.js';
import { createModels, ensureIndexes, type Models } from '../models/models.js';
import type { CategoryRecord, ImportRecord, ProductRecord } from './records.js';

/**
 * Writes records that do not exist yet, and leaves existing ones unchanged. A product's ledger is written before the
 * product, so a visible product is complete, and no process opens an empty ledger that lacks the imported sales.
 */
export async function prepareImport(connection: Connection): Promise<RecordWriter<ImportRecord>> {
  const models = createModels(connection);
  await ensureIndexes(models);
  return async (batch) => {
    const products = batch.filter((record) => record.type === 'product');
    await writeCategories(
      models,
      batch.filter((record) => record.type === 'category'),
    );
    await writeLedgers(models, products);
    await writeProducts(models, products);
  };
}

async function writeCategories({ categories }: Models, records: readonly CategoryRecord[]): Promise<void> {
  if (records.length === 0) return;
  await categories.bulkWrite(records.map((record) => insertOnce(fromCategory(record))));
}

async function writeLedgers({ ledgers }: Models, records: readonly ProductRecord[]): Promise<void> {
  if (records.length === 0) return;
  await ledgers.bulkWrite(
    records.map(({ id, available, sold, discontinued }) => {
      const empty = openLedger(id, available + sold, discontinued);
      // Consumers get imported stock in a snapshot, not as a change.
      const published = { available, discontinued, revision: 0 };
      return insertOnce({ ...fromLedger({ ...empty, available, sold }), published });
    }),
  );
}

async function writeProducts({ products }: Models, records: readonly ProductRecord[]): Promise<void> {
  if (records.length === 0) return;
  await products.bulkWrite(records.map((record) => insertOnce(fromProduct(toProduct(record)))));
}

function toProduct({ type, priceMinor, currency, available, sold, ...fields }: ProductRecord): Product {
  return {
    ...fields,
    price: { minor: priceMinor, currency },
    openingStock: available,
    inStock: !fields.discontinued && available > 0,
    unitsSold: NOTHING_SOLD,
    version: 0,
    updatedAt: fields.createdAt,
  };
}

function insertOnce<Stored extends { readonly _id: string }>({ _id, ...content }: Stored) {
  return { updateOne: { filter: { _id }, update: { $setOnInsert: content }, upsert: true } };
}
