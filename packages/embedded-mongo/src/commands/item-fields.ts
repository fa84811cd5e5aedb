import type { Doc } from '../bson/document.js';
import { MongoError, typeMismatch } from '../errors.js';

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  updates: [
    ...['q', 'u', 'c', 'multi', 'upsert', 'upsertSupplied', 'collation', 'arrayFilters', 'hint', 'sort'],
    'sampleId',
  ],
  deletes: ['q', 'limit', 'collation', 'hint', 'sampleId'],
  ops: [
    ...[
      'insert',
      'document',
      'update',
      'filter',
      'updateMods',
      'constants',
      'multi',
      'upsert',
      'upsertSupplied',
    ],
    ...['arrayFilters', 'hint', 'collation', 'sort', 'delete', 'sampleId'],
  ],
  nsInfo: ['ns'],
};

/** Required fields. A forgotten filter, for example, would change any document. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  updates: ['q', 'u'],
  deletes: ['q', 'limit'],
};

/** Refuses items of a bulk write with unknown fields or without the required ones. */
export function assertItemFields(command: string, field: string, items: readonly Doc[]): void {
  const known = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (known === undefined) return;
  for (const item of items) {
    const unknown = Object.keys(item).find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new MongoError(40415, `BSON field '${command}.${field}.${unknown}' is an unknown field.`);
    const missing = REQUIRED[field]?.find((name) => item[name] === undefined);
    if (missing !== undefined)
      throw new MongoError(
        40414,
        `BSON field '${command}.${field}.${missing}' is missing but a required field`,
      );
    if (item.q === null)
      throw typeMismatch(
        `BSON field '${command}.${field}.q' is the wrong type 'null', expected type 'object'`,
      );
  }
}
