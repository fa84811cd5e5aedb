import type { Connection, Model } from 'mongoose';
import { attemptSchema, type StoredAttempt } from './attempt.js';
import { sessionSchema, type StoredSessionDocument } from './session.js';
import { userSchema, type StoredUser } from './user.js';

export interface Models {
  readonly users: Model<StoredUser>;
  readonly sessions: Model<StoredSessionDocument>;
  readonly attempts: Model<StoredAttempt>;
}

export function createModels(connection: Connection): Models {
  return {
    users: connection.model<StoredUser>('User', userSchema),
    sessions: connection.model<StoredSessionDocument>('Session', sessionSchema),
    attempts: connection.model<StoredAttempt>('Attempt', attemptSchema),
  };
}

/** Makes the indexes that are missing. Without the unique one on email two accounts could share an address. */
export async function ensureIndexes(models: Models): Promise<void> {
  await Promise.all([
    models.users.createIndexes(),
    models.sessions.createIndexes(),
    models.attempts.createIndexes(),
  ]);
}
