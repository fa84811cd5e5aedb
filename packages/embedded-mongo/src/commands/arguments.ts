import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, toNumber, typeName } from '../bson/types.js';
import { badValue, MongoError, notImplemented, typeMismatch } from '../errors.js';
import { evaluateVariables } from '../expression/compile.js';
import type { Variables } from '../expression/scope.js';
import { TimeLimit } from '../query/time-limit.js';
import type { Call } from './context.js';

/** The name of the collection in a command. */
export function collectionName(call: Call): string {
  const name = call.body[call.name];
  if (typeof name !== 'string') {
    throw new MongoError(73, `collection name has invalid type ${typeName(name)}`);
  }
  if (name === '' || name.includes('\0'))
    throw new MongoError(73, `Invalid namespace specified '${call.db}.${name}'`);
  return name;
}

const INVALID_IN_NAME = /[/\\. "$\0]/;

export function assertDatabaseName(db: string): void {
  if (db === '' || db.length > 63 || INVALID_IN_NAME.test(db))
    throw new MongoError(73, `Invalid database name: '${db}'`);
}

export function optionalDoc(body: Doc, field: string): Doc {
  const value = body[field];
  if (value === undefined || value === null) return {};
  if (!isDoc(value)) throw wrongType(field, value, 'object');
  return value;
}

/** The variables for the expressions of a command: its `let`, and the time at which it began. */
export const variablesOf = (body: Doc): Variables => evaluateVariables(optionalDoc(body, 'let'));

/** The client's time limit for the command; none by default. */
export function timeLimitOf(body: Doc): TimeLimit | undefined {
  const milliseconds = nonNegative(body, 'maxTimeMS', 0);
  return milliseconds === 0 ? undefined : new TimeLimit(milliseconds);
}

export function optionalNumber(body: Doc, field: string, fallback: number): number {
  const value = body[field];
  if (value === undefined || value === null) return fallback;
  if (!isNumeric(value)) throw wrongType(field, value, 'number');
  return Math.trunc(toNumber(value));
}

export function nonNegative(body: Doc, field: string, fallback: number): number {
  const value = optionalNumber(body, field, fallback);
  if (value < 0)
    throw new MongoError(51024, `BSON field '${field}' value must be >= 0, actual value '${value}'`);
  return value;
}

export function flag(body: Doc, field: string, fallback = false): boolean {
  const value = body[field];
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return toNumber(value) !== 0;
  throw wrongType(field, value, 'bool');
}

export function docs(body: Doc, field: string): Doc[] {
  const value = body[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType(field, value, 'array');
  return value.map((item: unknown, at) => {
    if (!isDoc(item)) throw wrongType(`${field}.${at}`, item, 'object');
    return item;
  });
}

function wrongType(field: string, value: unknown, expected: string): MongoError {
  return typeMismatch(
    `BSON field '${field}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}

/** Refuses every collation but the simple one: strings are compared by their bytes. */
export function assertSimpleCollation(body: Doc): void {
  const collation = body.collation;
  if (collation === undefined) return;
  if (!isDoc(collation)) throw wrongType('collation', collation, 'object');
  if (Object.keys(collation).length === 0) return;
  if (collation.locale !== 'simple') throw notImplemented("a collation other than { locale: 'simple' }");
}

/** True when the write must be on disk before the reply. `j` decides; without it, only w: 0 does not wait. */
export function isDurable(body: Doc): boolean {
  const concern = body.writeConcern;
  if (!isDoc(concern)) return true;
  const { w, j } = concern;
  if (w !== undefined && !isNumeric(w) && w !== 'majority') {
    throw badValue(
      `cannot use non-majority 'w' mode ${JSON.stringify(w)} when a host is not a member of a replica set`,
    );
  }
  if (isNumeric(w) && toNumber(w) > 1) throw badValue("cannot use 'w' > 1 when a host is not replicated");
  if (j !== undefined && j !== null) return flag(concern, 'j');
  return !(isNumeric(w) && toNumber(w) < 1);
}

const READ_LEVELS = ['local', 'available', 'majority'];

/**
 * Refuses the read concerns of replica sets: a standalone has neither snapshots nor other members to confirm that it is
 * the primary.
 */
export function assertReadConcern(body: Doc): void {
  const level = isDoc(body.readConcern) ? body.readConcern.level : undefined;
  if (level === undefined || READ_LEVELS.includes(level as string)) return;
  if (level === 'snapshot' || level === 'linearizable')
    throw new MongoError(123, `node needs to be a replica set member to use read concern ${level}`);
  throw badValue(
    `Enumeration value ${JSON.stringify(level)} for field 'readConcern.level' is not a valid value.`,
  );
}

/** Refuses a transaction with the error of a standalone server. */
export function assertNoTransaction(body: Doc): void {
  if (!('txnNumber' in body) && !('startTransaction' in body) && body.autocommit !== false) return;
  throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
}
