import { isDuplicateKey, shareReads } from '@supergraph/service-kit';
import type mongoose from 'mongoose';
import { openLedger, type Ledger } from '../domain/ledger.js';
import type { Product } from '../domain/product.js';
import type { Pruning } from '../domain/pruning.js';
import type { LedgerRepository } from '../domain/repositories.js';
import type { StoredLedger } from '../models/ledger.js';
import type { Models } from '../models/models.js';
import { createGroupedLedgerChanges } from './grouped-ledger-changes.js';
import { fromLedger, isPublished, ledgerOnly, toLedger } from './ledger-documents.js';

type Stored = mongoose.mongo.Collection<StoredLedger>;

/**
 * The ledgers in MongoDB. All operations except `open` use the driver directly, because Mongoose's casting costs more
 * than the change of a ledger. This is safe: GraphQL has checked that ids are strings, and this service creates all
 * other values with their final types.
 *
 * @param onEvent called after a write that may need an event
 */
export function createLedgerRepository(
  { ledgers }: Models,
  onEvent: () => void = () => undefined,
): LedgerRepository {
  const stored = ledgers.collection as unknown as Stored;
  const changeLedger = createGroupedLedgerChanges(stored);
  const readStock = shareReads(async (ids) => {
    const found = await stored
      .find(among(ids), { projection: { closed: 0, ...ledgerOnly }, batchSize: ids.length + 1 })
      .toArray();
    return found.map(toLedger);
  });
  return {
    async find(id) {
      const found = await stored.findOne({ _id: id }, { projection: ledgerOnly });
      return found === null ? undefined : toLedger(found);
    },
    findMany: (ids, operations) => findMany(stored, ids, operations),
    findStock: async (ids) => new Map((await readStock(ids)).map((ledger) => [ledger.id, ledger])),
    async open(product) {
      await open(ledgers, product);
      onEvent();
    },
    async change(id, change) {
      const after = await changeLedger(id, change);
      if (after !== undefined && isPublished(change.then)) onEvent();
      return after;
    },
    prune: (id, pruning) => prune(stored, id, pruning),
  };
}

/**
 * Reads ledgers with only the given operations in `closed`, because a ledger can have many. The server filters them.
 */
async function findMany(
  stored: Stored,
  ids: readonly string[],
  operations: readonly string[],
): Promise<Map<string, Ledger>> {
  const asked = { $in: ['$$this.operation', { $literal: [...operations] }] };
  const projection = { ...allButClosed, closed: { $filter: { input: '$closed', cond: asked } } };
  const found = await stored.find(among(ids), { projection, batchSize: ids.length + 1 }).toArray();
  return new Map(found.map((ledger) => [ledger._id, toLedger(ledger)]));
}

function among(ids: readonly string[]) {
  return { _id: { $in: [...ids] } };
}

async function open(
  ledgers: Models['ledgers'],
  { id, openingStock, discontinued }: Pick<Product, 'id' | 'openingStock' | 'discontinued'>,
): Promise<void> {
  const { _id, ...content } = fromLedger(openLedger(id, openingStock, discontinued));
  try {
    await ledgers.updateOne(
      { _id },
      { $setOnInsert: { ...content, unpublishedAt: new Date() } },
      { upsert: true },
    );
  } catch (error) {
    // Another process opened the ledger at the same time.
    if (!isDuplicateKey(error)) throw error;
  }
}

async function prune(stored: Stored, id: string, { closed, watermark, prunes }: Pruning): Promise<void> {
  const operations = closed.map(({ operation }) => operation);
  await stored.updateOne(
    { _id: id, prunes },
    {
      $pull: { closed: { operation: { $in: operations } } },
      $max: { fence: watermark },
      $inc: { prunes: 1 },
    },
  );
}

const allButClosed = {
  available: 1,
  held: 1,
  sold: 1,
  received: 1,
  discontinued: 1,
  revision: 1,
  prunes: 1,
  fence: 1,
};
