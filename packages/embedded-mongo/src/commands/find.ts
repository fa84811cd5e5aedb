import { Long } from 'bson';
import type { Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import type { Stored } from '../collection/stored.js';
import { notImplemented, typeMismatch } from '../errors.js';
import { compileProjection } from '../query/compile-projection.js';
import { CursorReply } from '../protocol/reply.js';
import { countMatching } from '../query/count.js';
import { matcher } from '../query/matcher.js';
import { projectedBytes } from '../query/projected-bytes.js';
import { readPage } from '../query/page.js';
import { planQuery } from '../query/plan.js';
import { type Query, run } from '../query/run.js';
import { sortFields } from '../query/sort.js';
import {
  assertSimpleCollation,
  collectionName,
  flag,
  nonNegative,
  optionalDoc,
  variablesOf,
  optionalNumber,
  timeLimitOf,
} from './arguments.js';
import type { Command } from './context.js';
import { FIRST_BATCH } from './cursors.js';

const REFUSED = ['tailable', 'awaitData', 'oplogReplay', 'returnKey', 'showRecordId', 'min', 'max'];

/** The query of a `find`, or of a command that names the filter differently. */
export function queryOf(body: Doc, filterField = 'filter'): Query {
  assertSimpleCollation(body);
  const sort = optionalDoc(body, 'sort');
  sortFields(sort);
  return {
    filter: optionalDoc(body, filterField),
    sort,
    skip: nonNegative(body, 'skip', 0),
    limit: nonNegative(body, 'limit', 0),
    variables: variablesOf(body),
    hint: body.hint,
    time: timeLimitOf(body),
  };
}

export const find: Command = (call) => {
  const { body, db, database, cursors } = call;
  for (const option of REFUSED)
    if (body[option] !== undefined && body[option] !== false) throw notImplemented(option);
  const name = collectionName(call);
  const query = queryOf(body);
  const { copy, bytesOf } = resultOf(optionalDoc(body, 'projection'), query);
  const collection = database.find(db, name);
  if (collection === undefined) matcher(query.filter, query.variables);
  const batchSize = body.batchSize === undefined ? undefined : nonNegative(body, 'batchSize', 0);
  const namespace = `${db}.${name}`;
  if (collection === undefined) return cursors.first(namespace, [].values());
  const plan = planQuery(collection, query);
  const most = query.limit === 0 ? plan.keys?.length : query.limit;
  const oneBatch = most !== undefined && most <= (batchSize ?? FIRST_BATCH);
  const page = oneBatch && copy !== undefined ? readPage(collection, plan, query)?.map(copy) : undefined;
  if (page !== undefined) return new CursorReply(Long.ZERO, namespace, page, 'firstBatch');
  return cursors.first(
    namespace,
    results(run(collection, { ...query, decodes: copy === undefined }, plan), bytesOf),
    batchSize,
    flag(body, 'singleBatch'),
    query.time,
  );
};

interface Result {
  /** Makes a result of a document's bytes. Undefined when the projection has to decode the document. */
  readonly copy: ((bytes: Buffer) => Buffer) | undefined;
  readonly bytesOf: (stored: Stored) => Buffer;
}

/** How a document becomes a result. */
function resultOf(projection: Doc, { filter, variables }: Query): Result {
  const project = compileProjection(projection, filter, variables);
  if (project === undefined) return { copy: (bytes) => bytes, bytesOf: ({ bytes }) => bytes };
  const copy = projectedBytes(projection);
  const bytesOf: Result['bytesOf'] =
    copy === undefined ? ({ doc }) => encodeDocument(project(doc)) : ({ bytes }) => copy(bytes);
  return { copy, bytesOf };
}

function* results(documents: Iterable<Stored>, bytesOf: (stored: Stored) => Buffer): Generator<Buffer> {
  for (const stored of documents) yield bytesOf(stored);
}

function cursorId(value: unknown): Long {
  if (value instanceof Long) return value;
  if (typeof value === 'number') return Long.fromNumber(value);
  throw typeMismatch('a cursor id has to be a long');
}

export const getMore: Command = ({ body, db, cursors }) => {
  const collection = body.collection;
  if (typeof collection !== 'string') throw typeMismatch("BSON field 'getMore.collection' must be a string");
  const batchSize = optionalNumber(body, 'batchSize', 0);
  return cursors.next(cursorId(body.getMore), `${db}.${collection}`, batchSize === 0 ? undefined : batchSize);
};

export const killCursors: Command = ({ body, cursors }) => {
  const ids = body.cursors;
  if (!Array.isArray(ids)) throw typeMismatch("BSON field 'killCursors.cursors' must be an array");
  const all = ids.map(cursorId);
  const cursorsKilled = all.filter((id) => cursors.kill(id));
  const cursorsNotFound = all.filter((id) => !cursorsKilled.includes(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
};

export const count: Command = (call) => {
  const { body, db, database } = call;
  const query = queryOf({ ...body, limit: Math.abs(optionalNumber(body, 'limit', 0)) }, 'query');
  const collection = database.find(db, collectionName(call));
  return { n: collection === undefined ? 0 : countMatching(collection, query), ok: 1 };
};
