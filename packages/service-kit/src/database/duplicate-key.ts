import mongoose from 'mongoose';

const DUPLICATE_KEY = 11_000;

/**
 * Whether a write failed because another document has the same key in a unique index.
 *
 * @param field a field of the unique index. Without it, any unique index counts.
 */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== DUPLICATE_KEY) return false;
  if (field === undefined) return true;
  const pattern: unknown = error.keyPattern;
  return typeof pattern === 'object' && pattern !== null
    ? field in pattern
    : indexFieldsIn(error.message).includes(field);
}

/**
 * Servers other than MongoDB may send the index name only in the message: `shop.orders index: a_1_b_-1 dup key`, or in
 * quotes. By default an index is named after its fields and their directions.
 */
function indexFieldsIn(message: string): string[] {
  const name = /\bindex:? ["']?([^\s"']+)/.exec(message)?.[1] ?? '';
  const fields = name === '_id_' ? ['_id'] : name.split(/_-?1(?:_|$)/);
  return fields.filter((field) => field !== '');
}
