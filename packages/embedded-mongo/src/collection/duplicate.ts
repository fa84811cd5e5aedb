import { EJSON } from 'bson';
import type { Doc } from '../bson/document.js';
import { valuesAt } from '../query/path.js';
import { MongoError } from '../errors.js';
import type { CollectionInfo } from '../storage/catalog.js';

/** E11000, with what drivers and Mongoose read from it. */
export function duplicateKey(
  collection: CollectionInfo,
  index: string,
  keyPattern: Readonly<Record<string, 1 | -1>>,
  doc: Doc,
): MongoError {
  const keyValue = Object.fromEntries(
    Object.keys(keyPattern).map((field) => [field, valuesAt(doc, field)[0] ?? null]),
  );
  const shown = Object.entries(keyValue).map(([field, value]) => `${field}: ${EJSON.stringify(value)}`);
  const message =
    `E11000 duplicate key error collection: ${collection.db}.${collection.name} ` +
    `index: ${index} dup key: { ${shown.join(', ')} }`;
  return new MongoError(11000, message, { keyPattern, keyValue });
}
