import type { RecordWriter } from '@supergraph/service-kit';
import { hash } from '@node-rs/argon2';
import type { Model } from 'mongoose';
import { toStored } from '../data/user-repository.js';
import { normalisePassword } from '../domain/password.js';
import type { StoredUser } from '../models/user.js';
import { hashParameters } from '../passwords/hasher.js';
import type { UserRecord } from './records.js';

/**
 * Writes accounts that are not there yet and leaves the others as they are. Accounts with one password share one
 * hash: an import that gives many the same password has no secret to keep between them.
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
