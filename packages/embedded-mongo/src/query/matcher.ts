import { type Doc, isDoc } from '../bson/document.js';
import { badValue, MongoError, notImplemented } from '../errors.js';
import { expressionPredicate } from '../expression/predicate.js';
import type { Variables } from '../expression/scope.js';
import { equals, fieldOperator } from './operators.js';

export type Predicate = (doc: Doc) => boolean;

/** Compiles a filter; `variables` are for `$expr`. Throws MongoDB's error for an invalid filter. */
export function matcher(filter: Doc, variables?: Variables): Predicate {
  const predicates = Object.entries(filter).map(([name, value]) =>
    name.startsWith('$') ? topLevel(name, value, variables) : fieldPredicate(name, value, variables),
  );
  return all(predicates);
}

function all(predicates: readonly Predicate[]): Predicate {
  const [first, ...rest] = predicates;
  if (first === undefined) return () => true;
  if (rest.length === 0) return first;
  return (doc) => predicates.every((predicate) => predicate(doc));
}

type TopLevel = (name: string, value: unknown, variables?: Variables) => Predicate;

/** Operators in the position of a field name. */
export const TOP_LEVEL: Readonly<Record<string, TopLevel>> = {
  $and: (name, value, variables) => all(branches(name, value, variables)),
  $or: (name, value, variables) => {
    const any = branches(name, value, variables);
    return (doc) => any.some((predicate) => predicate(doc));
  },
  $nor: (name, value, variables) => {
    const none = branches(name, value, variables);
    return (doc) => !none.some((predicate) => predicate(doc));
  },
  $expr: (_name, value, variables) => expressionPredicate(value, variables),
  $comment: () => () => true,
};

/** Operators in the position of a field name that MongoDB has and the embedded database refuses. */
export const REFUSED_TOP_LEVEL = [
  '$alwaysFalse',
  '$alwaysTrue',
  '$jsonSchema',
  '$sampleRate',
  '$text',
  '$where',
];

function topLevel(name: string, value: unknown, variables?: Variables): Predicate {
  const operator = Object.hasOwn(TOP_LEVEL, name) ? TOP_LEVEL[name] : undefined;
  if (operator !== undefined) return operator(name, value, variables);
  if (REFUSED_TOP_LEVEL.includes(name)) throw notImplemented(name);
  throw badValue(
    `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  );
}

function branches(name: string, value: unknown, variables?: Variables): Predicate[] {
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`);
  if (value.length === 0) throw badValue(`${name} argument must be a non-empty array`);
  return value.map((branch: unknown) => {
    if (!isDoc(branch)) throw badValue(`${name} argument's entries must be objects`);
    return matcher(branch, variables);
  });
}

/** True for `{ $gt: 1 }`, false for a document to compare as a whole. */
export function isOperators(value: unknown): value is Doc {
  return isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false) && !('$ref' in value);
}

/** The predicate of `{ [field]: condition }`. */
export function fieldPredicate(field: string, condition: unknown, variables?: Variables): Predicate {
  const path = field.split('.');
  if (!isOperators(condition)) return equals(path, condition);
  const predicates = Object.keys(condition)
    .filter((operator) => operator !== '$options')
    .map((operator) => {
      if (!operator.startsWith('$')) throw badValue(`unknown operator: ${operator}`);
      return fieldOperator(path, operator, condition, {
        matcher: (filter) => matcher(filter, variables),
        condition: (name, value) => fieldPredicate(name, value, variables),
      });
    });
  if ('$options' in condition && !('$regex' in condition)) {
    throw new MongoError(2, '$options needs a $regex');
  }
  return all(predicates);
}
