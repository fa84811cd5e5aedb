import mongoose from 'mongoose';

const DUPLICATE_KEY = 11_000;

/**
 * Whether a write failed because another document has the same key in a unique index.
 *
 * @param field one that the index must be on; any unique index counts when it is not given
 */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== DUPLICATE_KEY) return false;
  if (field === undefined) return true;
  const pattern: unknown = error.keyPattern;
  return typeof pattern === 'object' && pattern !== null && field in pattern;
}
