import { fieldNames } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import { MongoError } from '../errors.js';
import type { Variables } from '../expression/scope.js';
import { fieldsOfFilter, firstPart } from './fields-of.js';
import { matcher } from './matcher.js';
import { type Plan, planQuery } from './plan.js';
import type { TimeLimit } from './time-limit.js';
import { sortFields, sortKey } from './sort.js';

export interface Query {
  readonly filter: Doc;
  readonly sort: Doc;
  readonly skip: number;
  /** 0 means no limit. */
  readonly limit: number;
  readonly variables?: Variables;
  readonly hint?: unknown;
  readonly time?: TimeLimit | undefined;
  /** Whether the caller decodes the documents that are found, so that filtering decodes them whole at once. */
  readonly decodes?: boolean;
}

export const query = (filter: Doc, rest: Partial<Query> = {}): Query => ({
  sort: {},
  skip: 0,
  limit: 0,
  ...rest,
  filter,
});

/** The memory limit of a sort in bytes, as in MongoDB. */
const SORT_BYTES = 100 * 1024 * 1024;

/** The documents that a query selects, in its order. Lazy: reads only as many as the consumer takes. */
export function* run(collection: Collection, spec: Query, plan?: Plan): Generator<Stored> {
  const chosen = plan ?? planQuery(collection, spec);
  const predicate = predicateOf(collection, spec, chosen);
  const wanted = spec.limit === 0 ? undefined : spec.skip + spec.limit;
  const candidates = chosen.documents(chosen.sorted && chosen.exact ? wanted : undefined);
  const matching = filtered(alive(collection, chosen, candidates, spec.time), predicate);
  const ordered = chosen.sorted ? matching : sorted(matching, spec.sort, wanted);
  let position = 0;
  for (const stored of ordered) {
    position += 1;
    if (position <= spec.skip) continue;
    yield stored;
    if (wanted !== undefined && position >= wanted) return;
  }
}

/** Throws, instead of ending early, when the index or collection was dropped or the time limit has passed. */
export function* alive(
  collection: Collection,
  plan: Plan,
  candidates: Iterable<Stored>,
  time: TimeLimit | undefined,
): Generator<Stored> {
  const { version } = collection;
  const check = (): void => {
    if (version === undefined || collection.version !== version) collection.assertServes(plan.index?.info);
    time?.check();
  };
  for (const stored of candidates) {
    check();
    yield stored;
  }
  check();
}

function* filtered(candidates: Iterable<Stored>, predicate: (stored: Stored) => boolean): Generator<Stored> {
  for (const stored of candidates) if (predicate(stored)) yield stored;
}

/** The predicate for the documents of a plan. */
export const predicateOf = (
  collection: Collection,
  spec: Query,
  plan: Plan,
): ((stored: Stored) => boolean) => (plan.exact ? unlessChanged(collection, spec) : satisfies(spec));

/**
 * The documents of an exact plan need no second check until something is written. After a write, an index entry read
 * before it may lead to a document that no longer has these values.
 */
function unlessChanged(collection: Collection, spec: Query): (stored: Stored) => boolean {
  const { version } = collection;
  let accepts: ((stored: Stored) => boolean) | undefined;
  return (stored) =>
    (version !== undefined && collection.version === version) || (accepts ??= satisfies(spec))(stored);
}

function satisfies(spec: Query): (stored: Stored) => boolean {
  const accepts = matcher(spec.filter, spec.variables);
  const fields = spec.decodes === true ? undefined : fieldsOfFilter(spec.filter);
  return (stored) => accepts(stored.fields(fields));
}

interface Sortable {
  readonly key: Buffer;
  readonly stored: Stored;
}

/** Sorts in memory. With a limit, keeps only that many documents while reading. */
function sorted(documents: Iterable<Stored>, sort: Doc, wanted: number | undefined): Stored[] {
  const keyOf = sortKey(sortFields(sort));
  const fields = fieldNames(Object.keys(sort).map(firstPart));
  const order = (a: Sortable, b: Sortable): number => Buffer.compare(a.key, b.key);
  let kept: Sortable[] = [];
  let bytes = 0;
  const trim = (): void => {
    kept.sort(order);
    kept = wanted === undefined ? kept : kept.slice(0, wanted);
    bytes = kept.reduce((sum, { stored }) => sum + stored.bytes.length, 0);
  };
  for (const stored of documents) {
    kept.push({ key: keyOf(stored.fields(fields)), stored: stored.raw });
    bytes += stored.bytes.length;
    if (wanted !== undefined && kept.length > Math.max(2 * wanted, 1000)) trim();
    if (bytes > SORT_BYTES) {
      throw new MongoError(
        292,
        `Sort exceeded memory limit of ${SORT_BYTES} bytes, but did not opt in to external sorting.`,
      );
    }
  }
  trim();
  return kept.map(({ stored }) => stored);
}
