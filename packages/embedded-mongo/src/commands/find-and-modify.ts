import { decodeDocument } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import type { Collection } from '../collection/collection.js';
import { Stored } from '../collection/stored.js';
import { MongoError } from '../errors.js';
import { compileProjection } from '../query/compile-projection.js';
import { projectedBytes } from '../query/projected-bytes.js';
import { query, run } from '../query/run.js';
import { compileUpdate, type UpdateSpec } from '../update/update.js';
import { collectionName, flag, isDurable, optionalDoc, variablesOf } from './arguments.js';
import type { Call, Command } from './context.js';
import { modify, upsert } from './modify.js';
import { updateSpecOf } from './update.js';

interface Outcome {
  /** A document as it is stored, or the one that an upsert has made. */
  readonly value: Stored | Doc | null;
  readonly lastErrorObject: Doc;
}

export const findAndModify: Command = async (call) => {
  const { body } = call;
  const name = collectionName(call);
  const removing = flag(body, 'remove');
  if (removing && body.update !== undefined)
    throw new MongoError(9, "Cannot specify both an 'update' and 'remove'=true");
  if (removing && flag(body, 'upsert'))
    throw new MongoError(9, "Cannot specify both 'upsert'=true and 'remove'=true");
  if (removing && flag(body, 'new'))
    throw new MongoError(
      9,
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    );
  if (!removing && body.update === undefined)
    throw new MongoError(9, "Either an 'update' or 'remove'=true must be specified");
  const spec = updateSpecOf(body, 'query', 'update', variablesOf(body));
  const valueOf = projectionOf(optionalDoc(body, 'fields'), spec);
  const durable = isDurable(body);
  const { value, lastErrorObject } = await call.database.writer.write(
    () => (removing ? removeOne(call, name, spec) : updateOne(call, name, spec)),
    durable,
    !durable,
  );
  return { lastErrorObject, value: value === null ? null : valueOf(value), ok: 1 };
};

/** Decodes only the fields that a projection keeps, because the others may be long. */
function projectionOf(projection: Doc, { filter, variables }: UpdateSpec): (value: Stored | Doc) => Doc {
  const project = compileProjection(projection, filter, variables) ?? ((doc: Doc) => doc);
  const copy = projectedBytes(projection);
  return (value) => {
    if (!(value instanceof Stored)) return project(value);
    return copy === undefined ? project(value.doc) : decodeDocument(copy(value.bytes));
  };
}

function findOne(call: Call, collection: Collection | undefined, spec: UpdateSpec): Stored | undefined {
  if (collection === undefined) return undefined;
  const options = {
    sort: optionalDoc(call.body, 'sort'),
    limit: 1,
    variables: spec.variables,
    hint: call.body.hint,
  };
  const [found] = run(collection, query(spec.filter, options));
  return found;
}

function removeOne(call: Call, name: string, spec: UpdateSpec): Outcome {
  const collection = call.database.find(call.db, name);
  const found = findOne(call, collection, spec);
  if (found !== undefined) collection?.remove(found);
  return { value: found ?? null, lastErrorObject: { n: found === undefined ? 0 : 1 } };
}

function updateOne(call: Call, name: string, spec: UpdateSpec): Outcome {
  const wantsNew = flag(call.body, 'new');
  const compiled = compileUpdate(spec);
  const collection = call.database.find(call.db, name);
  const found = findOne(call, collection, spec);
  if (collection !== undefined && found !== undefined) {
    const { after } = modify(collection, found, compiled);
    return { value: wantsNew ? after : found, lastErrorObject: { n: 1, updatedExisting: true } };
  }
  if (!flag(call.body, 'upsert')) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } };
  const doc = upsert(call.database.findOrCreate(call.db, name), spec);
  return {
    value: wantsNew ? doc : null,
    lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id },
  };
}
