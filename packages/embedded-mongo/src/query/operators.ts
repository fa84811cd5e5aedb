import { type Doc, isDoc } from '../bson/document.js';
import { compareValues, equalValues } from '../bson/key.js';
import { isNumeric, RANK, rankOf, toNumber, TYPE_NUMBERS, typeName } from '../bson/types.js';
import { badValue, notImplemented } from '../errors.js';
import { bitsOperator } from './bits.js';
import { someAt, someElementAt } from './path.js';
import { isRegex, regexOf, toRegExp } from './regex.js';

type Test = (value: unknown) => boolean;
type Predicate = (doc: Doc) => boolean;

/** What an operator that holds conditions of its own needs; passed in, since these modules are a circle. */
export interface Compiler {
  matcher(filter: Doc): Predicate;
  condition(field: string, condition: unknown): Predicate;
}

/** `{ field: value }`: an equal value, or an array that holds or is one, or a match of a regular expression. */
export function equals(path: readonly string[], value: unknown): Predicate {
  const test = equalTest(value);
  return (doc) => someElementAt(doc, path, test);
}

function equalTest(expected: unknown): Test {
  if (isRegex(expected)) {
    const regex = toRegExp(expected);
    return (value) =>
      typeof value === 'string' ? regex.test(value) : isRegex(value) && equalValues(value, expected);
  }
  if (expected === null || expected === undefined) return (value) => value === undefined || value === null;
  if (typeof expected === 'string') return (value) => value === expected;
  return (value) => value !== undefined && equalValues(value, expected);
}

/** Only values of one type are in order with each other, but for MinKey and MaxKey. */
function ordered(expected: unknown, accept: (order: number) => boolean): Test {
  const rank = rankOf(expected);
  if (isRegex(expected)) throw badValue("Can't have RegEx as arg to predicate over field");
  const anyType = rank === RANK.minKey || rank === RANK.maxKey;
  const isNaN = (value: unknown): boolean => isNumeric(value) && Number.isNaN(toNumber(value));
  const expectsNaN = isNaN(expected);
  return (value) => {
    if (value === undefined && rank !== RANK.null) return false;
    if (!anyType && rankOf(value) !== rank) return false;
    if (expectsNaN !== isNaN(value)) return false;
    return accept(compareValues(value, expected));
  };
}

type Operator = (path: readonly string[], argument: unknown, condition: Doc, compiler: Compiler) => Predicate;

const element =
  (test: (argument: unknown) => Test): Operator =>
  (path, argument) => {
    const compiled = test(argument);
    return (doc) => someElementAt(doc, path, compiled);
  };

const not =
  (operator: Operator): Operator =>
  (path, argument, condition, compiler) => {
    const positive = operator(path, argument, condition, compiler);
    return (doc) => !positive(doc);
  };

const $eq = element(equalTest);

const $in: Operator = (path, argument) => {
  if (!Array.isArray(argument)) throw badValue('$in needs an array');
  const isOperator = (value: unknown): boolean =>
    isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false);
  if (argument.some(isOperator)) throw badValue('cannot nest $ under $in');
  const tests = argument.map(equalTest);
  return (doc) => someElementAt(doc, path, (value) => tests.some((test) => test(value)));
};

const $exists: Operator = (path, argument) => {
  const wanted = isTrue(argument);
  return (doc) => someAt(doc, path, (value) => value !== undefined) === wanted;
};

const isTrue = (value: unknown): boolean =>
  isNumeric(value) ? toNumber(value) !== 0 : value !== false && value !== null && value !== undefined;

const $size: Operator = (path, argument) => {
  if (!isNumeric(argument)) throw badValue(`Failed to parse $size. Expected a number`);
  const size = toNumber(argument);
  if (!Number.isInteger(size)) throw badValue('Failed to parse $size. Expected an integer');
  if (size < 0) throw badValue('Failed to parse $size. Expected a non-negative number');
  return (doc) => someAt(doc, path, (value) => Array.isArray(value) && value.length === size);
};

const $elemMatch: Operator = (path, argument, _condition, compiler) => {
  if (!isDoc(argument)) throw badValue('$elemMatch needs an Object');
  const test = elementTest(argument, compiler);
  return (doc) => someAt(doc, path, (value) => Array.isArray(value) && value.some(test));
};

function elementTest(argument: Doc, compiler: Compiler): Test {
  const first = Object.keys(argument)[0] ?? '';
  if (first.startsWith('$') && !['$and', '$or', '$nor', '$expr', '$where'].includes(first)) {
    const predicate = compiler.condition('value', argument);
    return (value) => predicate({ value: Array.isArray(value) ? [value] : value });
  }
  const predicate = compiler.matcher(argument);
  return (value) => (isDoc(value) || Array.isArray(value)) && predicate(asDoc(value));
}

/** Elements that are arrays match as documents with positions for names. */
const asDoc = (value: Doc | unknown[]): Doc =>
  Array.isArray(value) ? Object.fromEntries(value.entries()) : value;

const $all: Operator = (path, argument, condition, compiler) => {
  if (!Array.isArray(argument)) throw badValue('$all needs an array');
  if (argument.length === 0) return () => false;
  const predicates = argument.map((item: unknown) =>
    isDoc(item) && '$elemMatch' in item
      ? $elemMatch(path, item.$elemMatch, condition, compiler)
      : $eq(path, item, condition, compiler),
  );
  return (doc) => predicates.every((predicate) => predicate(doc));
};

const $not: Operator = (path, argument, _condition, compiler) => {
  if (isRegex(argument)) return not($eq)(path, argument, {}, compiler);
  if (!isDoc(argument)) throw badValue('$not needs a regex or a document');
  if (Object.keys(argument).length === 0) throw badValue('$not cannot be empty');
  if (!Object.keys(argument).every((name) => name.startsWith('$'))) {
    throw badValue(`unknown operator: ${Object.keys(argument)[0] ?? ''}`);
  }
  const positive = compiler.condition(path.join('.'), argument);
  return (doc) => !positive(doc);
};

const $mod: Operator = (path, argument) => {
  if (!Array.isArray(argument)) throw badValue('malformed mod, needs to be an array');
  if (argument.length < 2) throw badValue('malformed mod, not enough elements');
  if (argument.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor, remainder] = argument.map((part: unknown) => {
    if (!isNumeric(part)) throw badValue('malformed mod, divisor and remainder must be numbers');
    return Math.trunc(toNumber(part));
  });
  if (divisor === undefined || divisor === 0) throw badValue('divisor cannot be 0');
  return (doc) =>
    someElementAt(
      doc,
      path,
      (value) => isNumeric(value) && Math.trunc(toNumber(value)) % divisor === remainder,
    );
};

const $type: Operator = (path, argument) => {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map(typeAlias);
  const test: Test = (value) => {
    if (value === undefined) return false;
    const name = typeName(value);
    return wanted.includes(name) || (wanted.includes('number') && isNumeric(value));
  };
  return (doc) => someElementAt(doc, path, test);
};

function typeAlias(alias: unknown): string {
  if (isNumeric(alias)) {
    const name = TYPE_NUMBERS[toNumber(alias)];
    if (name === undefined) throw badValue(`Invalid numerical type code: ${toNumber(alias)}`);
    return name;
  }
  if (alias === 'number' || Object.values(TYPE_NUMBERS).includes(alias as string)) return alias as string;
  throw badValue(`Unknown type name alias: ${String(alias)}`);
}

const $regex: Operator = (path, argument, condition) => {
  const regex = regexOf(argument, condition.$options);
  return $eq(path, regex, condition, { matcher: () => () => false, condition: () => () => false });
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq,
  $ne: (path, argument, condition, compiler) => {
    if (isRegex(argument)) throw badValue("Can't have regex as arg to $ne.");
    return not($eq)(path, argument, condition, compiler);
  },
  $gt: element((argument) => ordered(argument, (order) => order > 0)),
  $gte: element((argument) => ordered(argument, (order) => order >= 0)),
  $lt: element((argument) => ordered(argument, (order) => order < 0)),
  $lte: element((argument) => ordered(argument, (order) => order <= 0)),
  $in,
  $nin: (path, argument, condition, compiler) => {
    if (!Array.isArray(argument)) throw badValue('$nin needs an array');
    return not($in)(path, argument, condition, compiler);
  },
  $exists,
  $size,
  $elemMatch,
  $all,
  $not,
  $mod,
  $type,
  $regex,
  $bitsAllSet: bitsOperator('$bitsAllSet'),
  $bitsAllClear: bitsOperator('$bitsAllClear'),
  $bitsAnySet: bitsOperator('$bitsAnySet'),
  $bitsAnyClear: bitsOperator('$bitsAnyClear'),
};

const REFUSED = [
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
  '$maxDistance',
  '$minDistance',
];

/** The predicate of one operator of `{ path: { operator: argument, ... } }`. */
export function fieldOperator(
  path: readonly string[],
  name: string,
  condition: Doc,
  compiler: Compiler,
): Predicate {
  if (name === '$comment') return () => true;
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator !== undefined) return operator(path, condition[name], condition, compiler);
  if (REFUSED.includes(name)) throw notImplemented(name);
  throw badValue(`unknown operator: ${name}`);
}
