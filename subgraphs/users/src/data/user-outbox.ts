import { createDocumentOutbox, type Outbox } from '@supergraph/service-kit';
import type mongoose from 'mongoose';
import { toPublished } from '../domain/user-events.js';
import type { Models } from '../models/models.js';
import type { StoredUser } from '../models/user.js';

type Collection = mongoose.mongo.Collection<StoredUser>;

/** The unpublished events of accounts. Events are removed only if no event was added since they were read. */
export function createUserOutbox({ users }: Models): Outbox {
  return createDocumentOutbox(
    users.collection as unknown as Collection,
    (documents) =>
      documents.map(({ _id, deletion, events = [] }) => ({
        events: events.map((event) => toPublished({ id: _id, deletion }, event)),
        done: {
          filter: { _id, 'events.revision': events.at(-1)?.revision, events: { $size: events.length } },
          update: { $set: { events: [] }, $unset: { unpublishedAt: 1 } },
        },
      })),
    { deletion: 1, events: 1, unpublishedAt: 1 },
  );
}
