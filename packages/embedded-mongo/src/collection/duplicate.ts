import { EJSON } from 'bson';
import { MongoError } from '../errors.js';
import type { CollectionInfo } from '../storage/catalog.js';

/** Error E11000 with the details that drivers and Mongoose read. `values` are those of the existing entry. */
export function duplicateKey(
  collection: CollectionInfo,
  index: string,
  keyPattern: Readonly<Record<string, 1 | -1>>,
  values: readonly unknown[],
): MongoError {
  const keyValue = Object.fromEntries(
    Object.keys(keyPattern).map((field, at) => [field, values[at] ?? null]),
  );
  const shown = Object.entries(keyValue).map(([field, value]) => `${field}: ${EJSON.stringify(value)}`);
  const message =
    `E11000 duplicate key error collection: ${collection.db}.${collection.name} ` +
    `index: ${index} dup key: { ${shown.join(', ')} }`;
  return new MongoError(11000, message, { keyPattern, keyValue });
}
