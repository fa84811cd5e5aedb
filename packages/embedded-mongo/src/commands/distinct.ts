import { compareValues } from '../bson/compare.js';
import { encodeKey } from '../bson/key.js';
import { typeMismatch } from '../errors.js';
import { someAt } from '../query/path.js';
import { run } from '../query/run.js';
import { collectionName } from './arguments.js';
import type { Command } from './context.js';
import { queryOf } from './find.js';

export const distinct: Command = (call) => {
  const { body, db, database } = call;
  const field = body.key;
  if (typeof field !== 'string') throw typeMismatch("BSON field 'distinct.key' must be a string");
  const query = queryOf(body, 'query');
  const collection = database.find(db, collectionName(call));
  const values = new Map<string, unknown>();
  const path = field.split('.');
  const add = (value: unknown): void => {
    if (value === undefined) return;
    const key = encodeKey(value).toString('latin1');
    // Of equal numbers of different types the first is kept.
    if (!values.has(key)) values.set(key, value);
  };
  for (const stored of collection === undefined ? [] : run(collection, query)) {
    someAt(stored.doc, path, (value) => {
      if (Array.isArray(value)) value.forEach(add);
      else add(value);
      return false;
    });
  }
  return { values: [...values.values()].sort(compareValues), ok: 1 };
};
