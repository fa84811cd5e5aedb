import mongoose, { type Model } from 'mongoose';
import type { SessionStore, StoredSession } from '../domain/sessions.js';
import type { StoredSessionDocument } from '../models/session.js';

/** Sessions removed at a time, where an earlier version left an account with more than it may have. */
const MAX_REMOVED = 1_000;

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
    async removeOldest(userId, keep) {
      const beyond = await model
        .find({ userId }, { _id: 1 })
        .sort({ createdAt: -1 })
        .skip(keep)
        .limit(MAX_REMOVED)
        .lean<Pick<StoredSessionDocument, '_id'>[]>();
      if (beyond.length === 0) return;
      await model.deleteMany({ _id: mongoose.trusted({ $in: beyond.map(({ _id }) => _id) }) });
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
