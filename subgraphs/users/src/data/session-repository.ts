import { BACKGROUND } from '@supergraph/service-kit';
import mongoose, { type Model } from 'mongoose';
import { REVOCATION_LIFETIME_MS, type FindRevocations } from '../domain/revocations.js';
import type { SessionRepository, StoredSession } from '../domain/sessions.js';
import type { StoredSessionDocument } from '../models/session.js';

export interface StoredSessions extends SessionRepository {
  /**
   * The sessions that were ended one by one. If all sessions of a user end, the user's epoch revokes their tokens
   * instead.
   */
  findRevocations: FindRevocations;
}

/** The maximum number of sessions ended at once, because an earlier version may have left an account with too many. */
const MAX_ENDED = 1_000;

/** A missing field matches null, so this matches sessions that have not been ended. */
const LIVE = { endedAt: null };

export function createSessionRepository(model: Model<StoredSessionDocument>): StoredSessions {
  return {
    async insert({ id, ...session }) {
      await model.create({ _id: id, ...session });
    },
    async rotate({ id, from, to, now, expiresAt, client }) {
      // This atomic update decides which of several concurrent callers with the same token succeeds.
      const later = mongoose.trusted({ $gt: now });
      const rotated = await model.findOneAndUpdate(
        { _id: id, secretHash: from, expiresAt: later, endsAt: later, ...LIVE },
        { $set: { secretHash: to, expiresAt, lastUsedAt: now, client } },
        { returnDocument: 'after', lean: true },
      );
      return toSession(rotated);
    },
    async end(id, now, userId) {
      const owner = userId === undefined ? {} : { userId };
      return toSession(
        await model.findOneAndUpdate({ _id: id, ...owner, ...LIVE }, endedAt(now), {
          returnDocument: 'before',
          lean: true,
        }),
      );
    },
    async endOldest(userId, keep, now) {
      const beyond = await model
        .find({ userId, ...LIVE }, { _id: 1 })
        .sort({ createdAt: -1 })
        .skip(keep)
        .limit(MAX_ENDED)
        .lean<Pick<StoredSessionDocument, '_id'>[]>();
      if (beyond.length === 0) return;
      const ids = beyond.map(({ _id }) => _id);
      await model.updateMany({ _id: mongoose.trusted({ $in: ids }), ...LIVE }, endedAt(now));
    },
    async removeAllOf(userId, now) {
      const removed = await model.deleteMany({ userId, expiresAt: mongoose.trusted({ $gt: now }), ...LIVE });
      return removed.deletedCount;
    },
    async eraseAllOf(userId) {
      await model.deleteMany({ userId }).comment(BACKGROUND);
    },
    async findLive(userIds, now) {
      const found = await model
        .find({
          userId: mongoose.trusted({ $in: [...userIds] }),
          expiresAt: mongoose.trusted({ $gt: now }),
          endsAt: mongoose.trusted({ $gt: now }),
          ...LIVE,
        })
        .sort({ createdAt: -1 })
        .lean<StoredSessionDocument[]>();
      return found.map(fromDocument);
    },
    async findRevocations(since, limit) {
      const found = await model
        .find({ endedAt: mongoose.trusted({ $gt: since }) }, { endedAt: 1 })
        .sort({ endedAt: 1 })
        .comment(BACKGROUND)
        .limit(limit)
        .lean<Required<Pick<StoredSessionDocument, '_id' | 'endedAt'>>[]>();
      return found.map(({ _id, endedAt: at }) => ({ session: _id, at }));
    },
  };
}

/** An ended session is kept until all of its access tokens have expired. */
function endedAt(now: Date) {
  return { $set: { endedAt: now, expiresAt: new Date(now.getTime() + REVOCATION_LIFETIME_MS) } };
}

function toSession(stored: StoredSessionDocument | null): StoredSession | undefined {
  return stored === null ? undefined : fromDocument(stored);
}

function fromDocument({ _id, ...session }: StoredSessionDocument): StoredSession {
  return { id: _id, ...session };
}
