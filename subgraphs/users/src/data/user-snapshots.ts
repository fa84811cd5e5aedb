import { RELAY, type SnapshotSource } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { toSnapshot, USER_SNAPSHOT } from '../domain/user-events.js';
import type { Models } from '../models/models.js';
import type { StoredUser } from '../models/user.js';

type Read = Pick<StoredUser, '_id' | 'deletion' | 'updatedAt'>;

/** The snapshots of all accounts, including imported and deleted ones. */
export function createUserSnapshots({ users }: Models): SnapshotSource {
  return {
    types: [USER_SNAPSHOT],
    async page(afterId, limit) {
      const found = await users
        .find({ _id: mongoose.trusted({ $gt: afterId }) }, { deletion: 1, updatedAt: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .batchSize(limit + 1)
        .comment(RELAY)
        .lean<Read[]>();
      return found.map(({ _id, deletion, updatedAt }) => toSnapshot({ id: _id, deletion }, updatedAt));
    },
  };
}
