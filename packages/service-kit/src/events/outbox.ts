import type { mongo } from 'mongoose';
import { RELAY } from '../database/metrics.js';
import type { ServiceEvent } from './event.js';

/** The events of one entity that are not yet published, in their order. */
export interface Pending {
  readonly events: readonly ServiceEvent[];
  /** Notes in the entity that these are published. */
  readonly done: readonly { readonly filter: object; readonly update: object }[];
}

/** The unpublished events of a service, stored with the changes that caused them. */
export interface Outbox {
  /** The events of at most `limit` entities, longest waiting first. */
  pending(limit: number): Promise<readonly Pending[]>;
  /** Notes that these are published. */
  confirm(published: readonly Pending[]): Promise<void>;
  /** Since when the longest waiting event waits; undefined when none does. */
  oldest(): Promise<Date | undefined>;
}

/** A document with unpublished events has the time of its first one. A partial index contains only these documents. */
export interface WithOutbox {
  readonly unpublishedAt?: Date;
}

/** The key and the options of the index that serves an outbox. */
export const OUTBOX_INDEX = [
  { unpublishedAt: 1 },
  { partialFilterExpression: { unpublishedAt: { $exists: true } } },
] as const;

/**
 * The outbox inside the documents of a collection.
 *
 * @param toPending the events of documents, in the same order
 * @param projection the fields of a document that `toPending` needs; default: all
 */
export function createDocumentOutbox<Stored extends WithOutbox & mongo.Document>(
  collection: mongo.Collection<Stored>,
  toPending: (documents: readonly mongo.WithId<Stored>[]) => Promise<readonly Pending[]> | readonly Pending[],
  projection: mongo.Document = {},
): Outbox {
  const waiting = { unpublishedAt: { $exists: true } } as mongo.Filter<Stored>;
  return {
    async pending(limit) {
      const documents = await collection
        .find(waiting, { projection, sort: { unpublishedAt: 1 }, limit, comment: RELAY })
        .batchSize(limit + 1)
        .toArray();
      return documents.length === 0 ? [] : toPending(documents);
    },
    async confirm(published) {
      const updates = published.flatMap(({ done }) => done.map((updateOne) => ({ updateOne })));
      if (updates.length === 0) return;
      await collection.bulkWrite(updates, {
        ordered: true,
        comment: RELAY,
      });
    },
    async oldest() {
      const options = {
        projection: { unpublishedAt: 1 },
        sort: { unpublishedAt: 1 },
        comment: RELAY,
      } as const;
      const first: WithOutbox | null = await collection.findOne(waiting, options);
      return first?.unpublishedAt;
    },
  };
}
