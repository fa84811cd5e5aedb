import { isDuplicateKey } from '@supergraph/service-kit';
import mongoose, { type Model } from 'mongoose';
import type { AttemptRepository } from '../domain/throttle.js';
import type { StoredAttempt } from '../models/attempt.js';

/** Counters that all instances of the service share. Each change is one atomic command on one document. */
export function createAttemptRepository(model: Model<StoredAttempt>): AttemptRepository {
  async function count(key: string, until: Date): Promise<number> {
    const counted = (await model.findOneAndUpdate(
      { _id: key },
      { $inc: { count: 1 }, $setOnInsert: { expiresAt: until } },
      { upsert: true, returnDocument: 'after', lean: true },
    )) as StoredAttempt | null;
    return counted?.count ?? 1;
  }
  return {
    async count(key, until) {
      try {
        return await count(key, until);
      } catch (error) {
        // Two upserts of the same key ran at the same time. The slower one now finds the document.
        if (isDuplicateKey(error, '_id')) return count(key, until);
        throw error;
      }
    },
    async uncount(key) {
      await model.updateOne({ _id: key }, { $inc: { count: -1 } });
    },
    async forget(key) {
      await model.deleteOne({ _id: key });
    },
    async remember(key, until) {
      await model.updateOne({ _id: key }, { $set: { count: 1, expiresAt: until } }, { upsert: true });
    },
    async remembers(key, now) {
      const found = await model
        .findOne({ _id: key, expiresAt: mongoose.trusted({ $gt: now }) })
        .lean<StoredAttempt | null>();
      return found?.expiresAt;
    },
  };
}
