import { createDocumentOutbox, RELAY, type Outbox } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { LOW_STOCK_THRESHOLD } from '../domain/product.js';
import { stockEventsOf, type PublishedStock } from '../domain/stock-events.js';
import type { StoredLedger } from '../models/ledger.js';
import type { Models } from '../models/models.js';
import type { StoredProduct } from '../models/product.js';

type Collection = mongoose.mongo.Collection<StoredLedger>;

const stateOnly = { available: 1, discontinued: 1, revision: 1, published: 1, unpublishedAt: 1 };

/** The unpublished changes of stock. Several changes of one ledger are published as one. */
export function createStockOutbox(models: Models): Outbox {
  const ledgers = models.ledgers.collection as unknown as Collection;
  return createDocumentOutbox(
    ledgers,
    async (changed) => {
      const thresholds = await findThresholds(
        models,
        changed.map(({ _id }) => _id),
      );
      const now = new Date();
      return changed.map(({ _id: id, available, discontinued, revision, published, unpublishedAt }) => ({
        events: stockEventsOf(
          { id, available, discontinued, revision },
          published,
          thresholds.get(id) ?? LOW_STOCK_THRESHOLD,
          unpublishedAt ?? now,
        ),
        ...notePublished(id, { available, discontinued, revision }, now),
      }));
    },
    stateOnly,
  );
}

/**
 * Marks the stock as published. A ledger that has changed since stays in the outbox, behind those that already wait.
 */
function notePublished(_id: string, published: PublishedStock, now: Date) {
  const { revision } = published;
  return {
    done: { filter: { _id, revision }, update: { $set: { published }, $unset: { unpublishedAt: 1 } } },
    doneIfChanged: {
      filter: { _id, revision: { $gt: revision }, 'published.revision': { $not: { $gte: revision } } },
      update: { $set: { published, unpublishedAt: now } },
    },
  };
}

async function findThresholds({ products }: Models, ids: readonly string[]) {
  const found = await products
    .find({ _id: mongoose.trusted({ $in: [...ids] }) }, { lowStockThreshold: 1 })
    .batchSize(ids.length + 1)
    .comment(RELAY)
    .lean<Pick<StoredProduct, '_id' | 'lowStockThreshold'>[]>();
  return new Map(found.map(({ _id, lowStockThreshold }) => [_id, lowStockThreshold]));
}
