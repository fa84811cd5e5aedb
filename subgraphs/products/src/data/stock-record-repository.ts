import { isDuplicateKey } from '@supergraph/service-kit';
import type { StockRecord, StockRecordRepository } from '../domain/repositories.js';
import type { Models } from '../models/models.js';
import type { StoredRecord } from '../models/record.js';

export function createStockRecordRepository({ records }: Models): StockRecordRepository {
  async function find(id: string): Promise<StockRecord | undefined> {
    const found = await records.findOne({ _id: id }).lean<StoredRecord>();
    return found === null ? undefined : toRecord(found);
  }

  async function claim({ id, ...content }: StockRecord): Promise<StockRecord> {
    try {
      await records.create([{ _id: id, ...content }]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const found = await find(id);
    if (found === undefined) throw new Error(`the record ${id} is gone`);
    return found;
  }

  async function book(booked: readonly StockRecord[]): Promise<void> {
    if (booked.length === 0) return;
    await records.bulkWrite(
      booked.map(({ id, productId, quantity, reason, at }) => ({
        updateOne: {
          filter: { _id: id },
          update: { $set: { booked: true }, $setOnInsert: { productId, quantity, reason, at } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }

  return { find, claim, book };
}

function toRecord({ _id, ...content }: StoredRecord): StockRecord {
  return { id: _id, ...content };
}
