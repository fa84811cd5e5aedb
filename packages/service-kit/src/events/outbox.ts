import type { mongo } from 'mongoose';
import { RELAY } from '../database/metrics.js';
import { DURABLE, UNJOURNALED } from '../database/concerns.js';
import type { ServiceEvent } from './event.js';

/** The unpublished events of one entity, in their order. */
export interface Pending {
  readonly events: readonly ServiceEvent[];
  /** Marks these events as published, unless the entity has changed since. */
  readonly done: Confirmation;
  /** Notes the publication of an entity that has changed since. Default: nothing. */
  readonly doneIfChanged?: Confirmation;
}

interface Confirmation {
  readonly filter: object;
  readonly update: object;
}

/** The unpublished events of a service, stored together with the changes that caused them. */
export interface Outbox {
  /** The events of at most `limit` entities, oldest first. */
  pending(limit: number): Promise<readonly Pending[]>;
  /** Marks these events as published. */
  confirm(published: readonly Pending[]): Promise<void>;
  /** The time of the oldest unpublished event; undefined when there is none. */
  oldest(): Promise<Date | undefined>;
  /** Has the events published soon. Call it after a change. */
  readonly changed: () => void;
  /** Calls the listener at every change that this process makes, until the signal is aborted. */
  onChange(listener: () => void, signal: AbortSignal): void;
}

/**
 * A document with unpublished events stores the time of the first one. A partial index contains only these documents.
 */
export interface WithOutbox {
  readonly unpublishedAt?: Date;
}

/** The key and options of an outbox's index. */
export const OUTBOX_INDEX = [
  { unpublishedAt: 1 },
  { partialFilterExpression: { unpublishedAt: { $exists: true } } },
] as const;

/**
 * The outbox inside the documents of a collection.
 *
 * @param toPending returns the events of documents, in the same order
 * @param projection the fields of a document that `toPending` needs; default: all
 */
export function createDocumentOutbox<Stored extends WithOutbox & mongo.Document>(
  collection: mongo.Collection<Stored>,
  toPending: (documents: readonly mongo.WithId<Stored>[]) => Promise<readonly Pending[]> | readonly Pending[],
  projection: mongo.Document = {},
): Outbox {
  const waiting = { unpublishedAt: { $exists: true } } as mongo.Filter<Stored>;
  const changes = new EventTarget();

  /** Returns whether all entities matched. */
  async function confirmAll(confirmations: readonly Confirmation[]): Promise<boolean> {
    if (confirmations.length === 0) return true;
    const updates = confirmations.map((updateOne) => ({ updateOne }));
    // A confirmation that is lost has the events appended again, and the log skips those that it has.
    const options = { ordered: true, comment: RELAY, writeConcern: UNJOURNALED };
    const { matchedCount } = await collection.bulkWrite(updates, options);
    return matchedCount === updates.length;
  }

  return {
    async pending(limit) {
      const documents = await collection
        .find(waiting, {
          projection,
          sort: { unpublishedAt: 1 },
          limit,
          comment: RELAY,
          readConcern: DURABLE,
        })
        .batchSize(limit + 1)
        .toArray();
      return documents.length === 0 ? [] : toPending(documents);
    },
    async confirm(published) {
      if (await confirmAll(published.map(({ done }) => done))) return;
      await confirmAll(published.flatMap(({ doneIfChanged }) => doneIfChanged ?? []));
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
    changed() {
      changes.dispatchEvent(new Event('change'));
    },
    onChange(listener, signal) {
      changes.addEventListener('change', listener, { signal });
    },
  };
}
