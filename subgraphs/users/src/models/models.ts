import { createEventModel, type EventModel } from '@supergraph/service-kit';
import mongoose, { type Connection, type Model } from 'mongoose';
import { attemptSchema, type StoredAttempt } from './attempt.js';
import { sessionSchema, type StoredSessionDocument } from './session.js';
import { userSchema, type StoredUser } from './user.js';

export interface Models {
  readonly users: Model<StoredUser>;
  readonly sessions: Model<StoredSessionDocument>;
  readonly attempts: Model<StoredAttempt>;
  readonly events: EventModel;
}

export function createModels(connection: Connection): Models {
  return {
    users: connection.model<StoredUser>('User', userSchema),
    sessions: connection.model<StoredSessionDocument>('Session', sessionSchema),
    attempts: connection.model<StoredAttempt>('Attempt', attemptSchema),
    events: createEventModel(connection),
  };
}

/** Creates missing indexes. Without the unique index on email, two accounts could share an address. */
export async function ensureIndexes(models: Models): Promise<void> {
  await Promise.all([
    models.users.createIndexes(),
    models.sessions.createIndexes(),
    models.attempts.createIndexes(),
    models.events.createIndexes(),
  ]);
  await dropIndex(models.sessions.collection, REPLACED_SESSION_INDEX);
}

/** An index of earlier versions. The index on user and time serves its queries too. */
const REPLACED_SESSION_INDEX = 'userId_1';

/** MongoDB's code for an index that does not exist. */
const INDEX_NOT_FOUND = 27;

async function dropIndex(collection: Model<unknown>['collection'], name: string): Promise<void> {
  try {
    await collection.dropIndex(name);
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== INDEX_NOT_FOUND) throw error;
  }
}
