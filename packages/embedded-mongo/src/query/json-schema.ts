import { type Doc, getField, isDoc } from '../bson/document.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { encodeKey } from '../bson/key.js';
import { regExp } from './guarded-regexp.js';
import { isNumeric, toNumber, typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';

type Test = (value: unknown) => boolean;
type Keyword = (argument: unknown, schema: Doc) => Test;

/** `$jsonSchema`: the keywords of JSON Schema draft 4 that MongoDB has, and `bsonType`. */
export function jsonSchema(schema: unknown): (doc: Doc) => boolean {
  if (!isDoc(schema)) throw new MongoError(14, '$jsonSchema must be an object');
  return compile(schema);
}

const failed = (message: string): MongoError => new MongoError(9, `$jsonSchema ${message}`);

function compile(schema: unknown): Test {
  if (!isDoc(schema)) throw failed('holds something that is not a schema');
  const tests = Object.entries(schema).map(([name, argument]) => {
    const keyword = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
    if (keyword === undefined) throw failed(`keyword '${name}' is not currently supported`);
    return keyword(argument, schema);
  });
  return (value) => tests.every((test) => test(value));
}

const list = (argument: unknown, name: string): unknown[] => {
  if (!Array.isArray(argument) || argument.length === 0)
    throw failed(`keyword '${name}' must be a non-empty array`);
  return argument;
};

const number = (argument: unknown, name: string): number => {
  if (!isNumeric(argument)) throw failed(`keyword '${name}' must be a number`);
  return toNumber(argument);
};

/** A keyword about one kind of value lets every other pass. */
const about =
  <T>(is: (value: unknown) => value is T, test: (value: T) => boolean): Test =>
  (value) =>
    !is(value) || test(value);

const isString = (value: unknown): value is string => typeof value === 'string';
const isArray = (value: unknown): value is unknown[] => Array.isArray(value);
const isNumber = (value: unknown): value is number => isNumeric(value);
const ignore: Keyword = () => () => true;

const JSON_TYPES = ['object', 'array', 'number', 'boolean', 'string', 'null'];

function typeTest(argument: unknown, name: string, alias: (type: string) => string): Test {
  const types = (Array.isArray(argument) ? list(argument, name) : [argument]).map((type) => {
    if (typeof type !== 'string') throw failed(`keyword '${name}' must be a string or an array of strings`);
    return alias(type);
  });
  return (value) => types.includes(typeName(value)) || (types.includes('number') && isNumeric(value));
}

const jsonType = (type: string): string => {
  if (!JSON_TYPES.includes(type)) throw failed(`type '${type}' is not a JSON type`);
  return type === 'boolean' ? 'bool' : type;
};

function properties(argument: unknown): Test {
  if (!isDoc(argument)) throw failed("keyword 'properties' must be an object");
  const tests = Object.entries(argument).map(([name, schema]) => ({ name, test: compile(schema) }));
  return about(isDoc, (doc) =>
    tests.every(({ name, test }) => !Object.hasOwn(doc, name) || test(getField(doc, name))),
  );
}

function patternProperties(argument: unknown): Test {
  if (!isDoc(argument)) throw failed("keyword 'patternProperties' must be an object");
  const tests = Object.entries(argument).map(([pattern, schema]) => ({
    regex: regExp(pattern),
    test: compile(schema),
  }));
  return about(isDoc, (doc) =>
    Object.entries(doc).every(([name, value]) =>
      tests.every(({ regex, test }) => !regex.test(name) || test(value)),
    ),
  );
}

function additionalProperties(argument: unknown, schema: Doc): Test {
  const known = new Set(Object.keys(isDoc(schema.properties) ? schema.properties : {}));
  const patterns = Object.keys(isDoc(schema.patternProperties) ? schema.patternProperties : {}).map(
    (pattern) => regExp(pattern),
  );
  const test = typeof argument === 'boolean' ? (): boolean => argument : compile(argument);
  return about(isDoc, (doc) =>
    Object.entries(doc).every(
      ([name, value]) => known.has(name) || patterns.some((regex) => regex.test(name)) || test(value),
    ),
  );
}

function items(argument: unknown, schema: Doc): Test {
  if (!Array.isArray(argument)) {
    const each = compile(argument);
    return about(isArray, (array) => array.every(each));
  }
  const tests = argument.map(compile);
  const extra = schema.additionalItems;
  const rest: Test =
    extra === undefined || extra === true ? () => true : extra === false ? () => false : compile(extra);
  return about(isArray, (array) => array.every((item, at) => (tests[at] ?? rest)(item)));
}

function dependencies(argument: unknown): Test {
  if (!isDoc(argument)) throw failed("keyword 'dependencies' must be an object");
  const tests = Object.entries(argument).map(([name, needs]) => ({
    name,
    test: Array.isArray(needs) ? required(needs) : compile(needs),
  }));
  return about(isDoc, (doc) => tests.every(({ name, test }) => !Object.hasOwn(doc, name) || test(doc)));
}

function required(argument: unknown): Test {
  const names = list(argument, 'required');
  return about(isDoc, (doc) => names.every((name) => typeof name === 'string' && Object.hasOwn(doc, name)));
}

const codePoints = (text: string): number => Array.from(text).length;

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  bsonType: (argument) => typeTest(argument, 'bsonType', (type) => type),
  type: (argument) => typeTest(argument, 'type', jsonType),
  enum: (argument) => {
    const values = list(argument, 'enum');
    return (value) => values.some((allowed) => equalValues(allowed, value));
  },
  required,
  properties,
  patternProperties,
  additionalProperties,
  dependencies,
  minProperties: (argument) => {
    const bound = number(argument, 'minProperties');
    return about(isDoc, (doc) => Object.keys(doc).length >= bound);
  },
  maxProperties: (argument) => {
    const bound = number(argument, 'maxProperties');
    return about(isDoc, (doc) => Object.keys(doc).length <= bound);
  },
  items,
  additionalItems: ignore,
  minItems: (argument) => {
    const bound = number(argument, 'minItems');
    return about(isArray, (array) => array.length >= bound);
  },
  maxItems: (argument) => {
    const bound = number(argument, 'maxItems');
    return about(isArray, (array) => array.length <= bound);
  },
  uniqueItems: (argument) =>
    about(
      isArray,
      (array) =>
        argument !== true ||
        new Set(array.map((item) => encodeKey(item).toString('latin1'))).size === array.length,
    ),
  minLength: (argument) => {
    const bound = number(argument, 'minLength');
    return about(isString, (text) => codePoints(text) >= bound);
  },
  maxLength: (argument) => {
    const bound = number(argument, 'maxLength');
    return about(isString, (text) => codePoints(text) <= bound);
  },
  pattern: (argument) => {
    const regex = regExp(String(argument));
    return about(isString, (text) => regex.test(text));
  },
  minimum: (argument, schema) => {
    const least = schema.exclusiveMinimum === true ? 1 : 0;
    return about(isNumber, (value) => compareValues(value, argument) >= least);
  },
  maximum: (argument, schema) => {
    const most = schema.exclusiveMaximum === true ? -1 : 0;
    return about(isNumber, (value) => compareValues(value, argument) <= most);
  },
  exclusiveMinimum: ignore,
  exclusiveMaximum: ignore,
  multipleOf: (argument) => {
    const unit = number(argument, 'multipleOf');
    return about(isNumber, (value) => toNumber(value) % unit === 0);
  },
  allOf: (argument) => {
    const tests = list(argument, 'allOf').map(compile);
    return (value) => tests.every((test) => test(value));
  },
  anyOf: (argument) => {
    const tests = list(argument, 'anyOf').map(compile);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (argument) => {
    const tests = list(argument, 'oneOf').map(compile);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: (argument) => {
    const test = compile(argument);
    return (value) => !test(value);
  },
  title: ignore,
  description: ignore,
};
