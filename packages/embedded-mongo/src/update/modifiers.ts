import { Timestamp } from 'bson';
import { type Doc, isDoc } from '../bson/document.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { typeName } from '../bson/types.js';
import { badValue, MongoError, notImplemented } from '../errors.js';
import { arithmetic } from './arithmetic.js';
import { addToSet, pop, pull, pullAll, push } from './arrays.js';
import {
  assertViable,
  emptyName,
  expandPath,
  readPath,
  removePath,
  type Selectors,
  writePath,
} from './paths.js';

export interface UpdateContext extends Selectors {
  /** True when the update makes a new document. */
  readonly inserting: boolean;
  readonly now: Date;
}

/** The new value of a field, or `UNCHANGED`. */
type Operator = (path: string, current: unknown, argument: unknown, context: UpdateContext) => unknown;

const UNCHANGED = Symbol('unchanged');
const orUnchanged = (value: unknown): unknown => (value === undefined ? UNCHANGED : value);

const OPERATORS: Readonly<Record<string, Operator>> = {
  $set: (_path, _current, argument) => argument,
  $setOnInsert: (_path, _current, argument, context) => (context.inserting ? argument : UNCHANGED),
  $inc: (path, current, argument) => arithmetic('$inc', path, current, argument),
  $mul: (path, current, argument) => arithmetic('$mul', path, current, argument),
  $min: (_path, current, argument) =>
    current === undefined || compareValues(argument, current) < 0 ? argument : UNCHANGED,
  $max: (_path, current, argument) =>
    current === undefined || compareValues(argument, current) > 0 ? argument : UNCHANGED,
  $currentDate: (_path, _current, argument, context) => currentDate(argument, context.now),
  $push: push,
  $addToSet: addToSet,
  $pop: (path, current, argument) => orUnchanged(pop(path, current, argument)),
  $pull: (_path, current, argument) => orUnchanged(pull(current, argument)),
  $pullAll: (_path, current, argument) => orUnchanged(pullAll(current, argument)),
};

/** These create no field, but their path must be one that could exist. */
const ONLY_EXISTING = ['$pop', '$pull', '$pullAll'];

const SPECIAL = ['$unset', '$rename'];

/** All operators of updates. */
export const UPDATE_OPERATORS: readonly string[] = [...Object.keys(OPERATORS), ...SPECIAL];

function currentDate(argument: unknown, now: Date): unknown {
  const type = isDoc(argument) ? argument.$type : argument;
  if (type === 'timestamp') return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  if (type === true || type === false || type === 'date') return now;
  throw badValue(
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
}

/** Validates an update document once, before any document is changed. */
export function assertModifiers(update: Doc): void {
  const paths: string[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (operator === '$bit') throw notImplemented('the update operator $bit');
    if (!Object.hasOwn(OPERATORS, operator) && !SPECIAL.includes(operator)) {
      throw new MongoError(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw new MongoError(
        9,
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${JSON.stringify(fields)}}`,
      );
    }
    paths.push(...Object.keys(fields), ...(operator === '$rename' ? renameTargets(fields) : []));
  }
  paths.forEach(assertPath);
  assertNoConflict(paths);
}

function renameTargets(fields: Doc): string[] {
  return Object.entries(fields).map(([from, to]) => {
    if (typeof to !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${from}`);
    if (from === to) throw badValue(`The source and target field for $rename must differ: ${from}: "${to}"`);
    if (/(^|\.)\$($|\.|\[)/.test(`${from}.${to}`))
      throw badValue('The source and target field for $rename may not be dynamic');
    return to;
  });
}

function assertPath(path: string): void {
  const parts = path.split('.');
  if (parts.includes('')) throw emptyName(path);
  if (parts[0] === '$')
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  if (parts[0]?.startsWith('$[') === true)
    throw badValue(
      `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`,
    );
  if (parts.filter((part) => part === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`);
}

function assertNoConflict(paths: readonly string[]): void {
  const sorted = [...paths].sort();
  for (const [at, path] of sorted.entries()) {
    const clash = sorted.find(
      (other, index) => index !== at && (other === path || other.startsWith(`${path}.`)),
    );
    if (clash !== undefined) {
      throw new MongoError(40, `Updating the path '${clash}' would create a conflict at '${path}'`);
    }
  }
}

/** Applies update operators to a document in place. */
export function applyModifiers(doc: Doc, update: Doc, context: UpdateContext): void {
  const changes = Object.entries(update).flatMap(([operator, fields]) =>
    Object.entries(fields as Doc).map(([path, argument]) => {
      const target = operator === '$rename' ? (argument as string) : path;
      return { operator, path, argument, order: target.split('.') };
    }),
  );
  // MongoDB applies the changes of all operators in the order of their field names.
  changes.sort((a, b) => comparePaths(a.order, b.order));
  for (const { operator, path, argument } of changes) applyOperator(doc, operator, path, argument, context);
}

const WHOLE = /^\d+$/;

/** Compares part by part, and numbers by value. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [left, right] = [a[at], b[at]];
  if (left === undefined || right === undefined) return a.length - b.length;
  if (WHOLE.test(left) && WHOLE.test(right) && Number(left) !== Number(right))
    return Number(left) - Number(right);
  return left < right ? -1 : 1;
}

function applyOperator(
  doc: Doc,
  operator: string,
  path: string,
  argument: unknown,
  context: UpdateContext,
): void {
  if (operator === '$rename') {
    rename(doc, path, argument as string);
    return;
  }
  const apply = OPERATORS[operator];
  for (const concrete of expandPath(doc, path, context)) {
    if (apply === undefined) {
      removePath(doc, concrete);
      continue;
    }
    if (ONLY_EXISTING.includes(operator)) assertViable(doc, concrete);
    const current = readPath(doc, concrete);
    const value = apply(concrete.join('.'), current, argument, context);
    if (value === UNCHANGED || (current !== undefined && identical(current, value))) continue;
    writePath(doc, concrete, value);
  }
}

/** Equal and of the same type: `$set` of a Double over an equal Int32 is a change. */
function identical(a: unknown, b: unknown): boolean {
  return typeof a !== 'object' && typeof b !== 'object' ? a === b : a === b && equalValues(a, b);
}

function rename(doc: Doc, from: string, to: string): void {
  const source = from.split('.');
  assertViable(doc, source);
  const value = readPath(doc, source);
  if (value === undefined) return;
  const target = to.split('.');
  for (const path of [source, target]) {
    for (let depth = 1; depth < path.length; depth += 1) {
      if (Array.isArray(readPath(doc, path.slice(0, depth)))) {
        throw badValue(`The source and destination of $rename cannot be array elements: '${path.join('.')}'`);
      }
    }
  }
  removePath(doc, source);
  writePath(doc, target, value);
}
