import type { Doc } from '../bson/document.js';
import { equalValues } from '../bson/compare.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError, notImplemented } from '../errors.js';
import { assertPartial } from './partial-filter.js';
import type { CollectionInfo, IndexInfo } from '../storage/catalog.js';
import { assertSimpleCollation, flag, optionalDoc, optionalNumber } from './arguments.js';

/** The definition of an index in a command. */
export type IndexSpec = Omit<IndexInfo, 'id' | 'ready'>;

const KNOWN = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'collation',
  'ns',
  'dropDups',
];

const REFUSED = [
  ...['weights', 'default_language', 'language_override', 'textIndexVersion', '2dsphereIndexVersion', 'bits'],
  ...['hidden', 'min', 'max', 'storageEngine', 'wildcardProjection', 'prepareUnique', 'clustered'],
];

function assertOptions(spec: Doc): void {
  for (const option of Object.keys(spec)) {
    if (REFUSED.includes(option)) throw notImplemented(`the index option ${option}`);
    if (!KNOWN.includes(option))
      throw new MongoError(197, `The field '${option}' is not valid for an index specification.`);
  }
}

export function parseSpec(spec: Doc): IndexSpec {
  assertOptions(spec);
  assertSimpleCollation(spec);
  const key = parseKey(optionalDoc(spec, 'key'));
  const name = spec.name ?? Object.entries(key).flat().join('_');
  if (typeof name !== 'string' || name === '') throw new MongoError(67, 'an index needs a name');
  const partial =
    spec.partialFilterExpression === undefined ? undefined : optionalDoc(spec, 'partialFilterExpression');
  if (partial !== undefined) assertPartial(partial);
  const sparse = flag(spec, 'sparse');
  if (sparse && partial !== undefined)
    throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  return {
    name,
    key,
    unique: flag(spec, 'unique'),
    sparse,
    ...(partial === undefined ? {} : { partial }),
    ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: ttl(spec, key) }),
    multikey: Object.keys(key).map(() => false),
  };
}

export function parseKey(key: Doc): IndexInfo['key'] {
  const fields = Object.entries(key).map(([field, direction]): [string, 1 | -1] => {
    if (typeof direction === 'string') throw notImplemented(`an index of type ${direction}`);
    if (field.split('.').includes('$**')) throw notImplemented('a wildcard index');
    if (field.split('.').some((part) => part === '' || part.startsWith('$')))
      throw new MongoError(67, `bad index key pattern: field '${field}'`);
    const order = isNumeric(direction) ? toNumber(direction) : 0;
    if (order === 0 || Number.isNaN(order))
      throw new MongoError(67, 'Values in the index key pattern must be numbers other than 0');
    return [field, order < 0 ? -1 : 1];
  });
  if (fields.length === 0) throw new MongoError(67, 'Index keys cannot be an empty document');
  if (fields.length > 32) throw new MongoError(13103, 'too many compound keys');
  return Object.fromEntries(fields);
}

function ttl(spec: Doc, key: IndexInfo['key']): number {
  if (Object.keys(key).length > 1)
    throw new MongoError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  const seconds = optionalNumber(spec, 'expireAfterSeconds', 0);
  if (seconds >= 0 && seconds < 2 ** 31) return seconds;
  throw new MongoError(67, `TTL index expireAfterSeconds has to be from 0 to ${2 ** 31 - 1}`);
}

const comparable = ({ key, unique, sparse, partial, expireAfterSeconds }: IndexSpec): Doc => ({
  key: Object.entries(key).flat(),
  unique,
  sparse,
  partial: partial ?? null,
  expireAfterSeconds: expireAfterSeconds ?? null,
});

/** Whether the index exists already. Throws when an existing index conflicts with it. */
export function existing(info: CollectionInfo, spec: IndexSpec): boolean {
  if (isIdKey(spec.key)) return plainId(spec);
  if (spec.name === '_id_') throw new MongoError(2, "The index name '_id_' is reserved for the _id index");
  const same = (index: IndexSpec): boolean => equalValues(comparable(index), comparable(spec));
  const byName = info.indexes.find((index) => index.name === spec.name);
  if (byName !== undefined) {
    if (same(byName)) return true;
    throw new MongoError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(spec.key)}, existing index: ${JSON.stringify(byName.key)}`,
    );
  }
  const keyOf = (index: IndexSpec): Doc => ({
    key: Object.entries(index.key).flat(),
    partial: index.partial ?? null,
    sparse: index.sparse,
    unique: index.unique,
  });
  const byKey = info.indexes.find((index) => equalValues(keyOf(index), keyOf(spec)));
  if (byKey !== undefined)
    throw new MongoError(85, `Index already exists with a different name: ${byKey.name}`);
  return false;
}

export const isIdKey = (key: IndexInfo['key']): boolean => Object.keys(key).join() === '_id' && key._id === 1;

function plainId({ sparse, partial, expireAfterSeconds }: IndexSpec): true {
  const option = Object.entries({
    sparse: sparse || undefined,
    partialFilterExpression: partial,
    expireAfterSeconds,
  });
  const [name] = option.find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return true;
  throw new MongoError(197, `The field '${name}' is not valid for an _id index specification.`);
}
