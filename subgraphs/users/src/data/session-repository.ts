import mongoose, { type Model } from 'mongoose';
import type { SessionStore, StoredSession } from '../domain/sessions.js';
import type { StoredSessionDocument } from '../models/session.js';

export function createSessionRepository(model: Model<StoredSessionDocument>): SessionStore {
  return {
    async insert({ id, ...session }) {
      await model.create({ _id: id, ...session });
    },
    async rotate({ id, from, to, now, expiresAt }) {
      // The one moment that decides which of several callers with the same token goes on.
      const later = mongoose.trusted({ $gt: now });
      const rotated = await model.findOneAndUpdate(
        { _id: id, secretHash: from, expiresAt: later, endsAt: later },
        { $set: { secretHash: to, expiresAt } },
        { returnDocument: 'after', lean: true },
      );
      return toSession(rotated);
    },
    async remove(id) {
      return toSession(await model.findOneAndDelete({ _id: id }).lean<StoredSessionDocument | null>());
    },
    async removeAllOf(userId, now) {
      const removed = await model.deleteMany({ userId, expiresAt: mongoose.trusted({ $gt: now }) });
      return removed.deletedCount;
    },
  };
}

function toSession(stored: StoredSessionDocument | null): StoredSession | undefined {
  if (stored === null) return undefined;
  const { _id, ...session } = stored;
  return { id: _id, ...session };
}
