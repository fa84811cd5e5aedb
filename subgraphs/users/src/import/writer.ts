import type { RecordWriter } from '@supergraph/service-kit';
import { hash } from '@node-rs/argon2';
import type { Model } from 'mongoose';
import { toStored } from '../data/user-repository.js';
import { normalisePassword } from '../domain/password.js';
import type { StoredUser } from '../models/user.js';
import { hashParameters } from '../passwords/hasher.js';
import type { UserRecord } from './records.js';

/**
 * Writes accounts that do not exist yet, and leaves existing ones unchanged. Accounts with the same password share one
 * hash, which saves time. The hash reveals only that they share a password, which the import reveals too.
 */
export function createUserWriter(model: Model<StoredUser>): RecordWriter<UserRecord> {
  const hashes = new Map<string, Promise<string>>();
  const hashOnce = (password: string) => {
    const known = hashes.get(password) ?? hash(normalisePassword(password), hashParameters);
    hashes.set(password, known);
    return known;
  };
  return async (batch) => {
    const operations = await Promise.all(
      batch.map(async ({ password, id, email, name, roles, defaultAddress, createdAt }) => {
        const user = { id, email, name, roles, defaultAddress, createdAt, disabled: false };
        const passwordHash = await hashOnce(password);
        const { _id, ...stored } = toStored({ user, passwordHash, sessionEpoch: 0, tokenEpoch: 0 });
        return { updateOne: { filter: { _id }, update: { $setOnInsert: stored }, upsert: true } };
      }),
    );
    await model.bulkWrite(operations, { ordered: false });
  };
}
