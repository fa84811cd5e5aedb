import type { Connection, mongo } from 'mongoose';
import { createDocumentOutbox, type Outbox, type WithOutbox } from '../events/outbox.js';
import { testEvent } from './events.js';

/** A document whose changes are published: each change increments `revision`. */
interface Thing extends WithOutbox {
  readonly _id: string;
  readonly revision: number;
  readonly events: readonly number[];
}

/** The entities of a test's service. */
export interface Things {
  readonly collection: mongo.Collection<Thing>;
  /** Removes published events only if no newer one was added. */
  readonly outbox: Outbox;
  /** Stores a change with its event. */
  change(id: string, revision: number): Promise<void>;
}

export function openThings(connection: Connection): Things {
  const collection = connection.collection('things') as unknown as mongo.Collection<Thing>;
  return {
    collection,
    outbox: createDocumentOutbox(collection, (documents) =>
      documents.map(({ _id, revision, events }) => ({
        events: events.map((each) => testEvent(_id, each)),
        done: {
          filter: { _id, revision },
          update: { $set: { events: [] }, $unset: { unpublishedAt: 1 as const } },
        },
      })),
    ),
    async change(_id, revision) {
      const update = {
        $set: { revision },
        $push: { events: revision },
        $min: { unpublishedAt: new Date() },
      } as mongo.UpdateFilter<Thing>;
      await collection.updateOne({ _id }, update, { upsert: true });
    },
  };
}
