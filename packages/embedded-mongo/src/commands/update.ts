import { type Doc, isDoc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import type { Stored } from '../collection/stored.js';
import { matcher } from '../query/matcher.js';
import { type Query, query, run } from '../query/run.js';
import { selectEach } from '../query/select-each.js';
import { evaluateVariables } from '../expression/compile.js';
import type { Variables } from '../expression/scope.js';
import { compileUpdate, type UpdateSpec } from '../update/update.js';
import { assertSimpleCollation, collectionName, docs, flag, optionalDoc, variablesOf } from './arguments.js';
import type { Command, Target } from './context.js';
import { itemsOf } from './insert.js';
import { assertUpsertFilter, modify, upsert } from './modify.js';
import { changeEach } from './each.js';
import { withErrors, writeItems } from './write.js';

export function updateSpecOf(
  item: Doc,
  filterField: string,
  updateField: string,
  variables: Variables,
): UpdateSpec {
  assertSimpleCollation(item);
  const filter = optionalDoc(item, filterField);
  if (flag(item, 'upsert')) assertUpsertFilter(filter);
  return {
    filter,
    update: item[updateField],
    arrayFilters: docs(item, 'arrayFilters'),
    variables: 'c' in item ? evaluateVariables(optionalDoc(item, 'c'), variables) : variables,
  };
}

/** `n`: the number of matching documents, or 1 for an upsert that inserted one. */
export interface Updated {
  readonly n: number;
  readonly nModified: number;
  readonly upsertedId?: unknown;
}

export const update: Command = async (call) => {
  const target = { ...call, name: collectionName(call) };
  const variables = variablesOf(call.body);
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const errors = await writeItems(call, itemsOf(call, 'updates'), (item, index) =>
    updateItem(target, item, variables, (updated) => {
      n += updated.n;
      nModified += updated.nModified;
      if ('upsertedId' in updated) upserted.push({ index, _id: updated.upsertedId });
    }),
  );
  return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...withErrors(errors), ok: 1 };
};

/** Updates the documents of one item; `done` receives the result. */
export function updateItem(
  { database, db, name }: Target,
  item: Doc,
  variables: Variables,
  done: (updated: Updated) => void,
): Iterator<unknown> | undefined {
  const spec = updateSpecOf(item, 'q', 'u', variables);
  const compiled = compileUpdate(spec);
  const multi = flag(item, 'multi');
  if (multi && compiled.kind === 'replacement')
    throw new MongoError(9, 'multi update is not supported for replacement-style update');
  const asked = selection(item, spec, multi);
  const collection = database.find(db, name);
  if (collection === undefined) matcher(spec.filter, spec.variables);
  const change = (stored: Stored): boolean =>
    collection !== undefined && modify(collection, stored, compiled).changed;
  const finish = (n: number, nModified: number): void => {
    if (n > 0 || !flag(item, 'upsert')) {
      done({ n, nModified });
      return;
    }
    const insertOne = () => upsert(database.findOrCreate(db, name), spec);
    done({ n: 1, nModified, upsertedId: database.writer.nested(insertOne)._id });
  };
  if (multi && collection !== undefined) return changeEach(selectEach(collection, asked), change, finish);
  const [found] = collection === undefined ? [] : run(collection, asked);
  finish(found === undefined ? 0 : 1, found !== undefined && change(found) ? 1 : 0);
  return undefined;
}

const selection = (item: Doc, { filter, variables }: UpdateSpec, multi: boolean): Query =>
  query(filter, { limit: multi ? 0 : 1, variables, hint: item.hint, sort: sortOf(item, multi) });

function sortOf(item: Doc, multi: boolean): Doc {
  const sort = item.sort;
  if (sort === undefined) return {};
  if (multi) throw new MongoError(9, 'Cannot specify sort with multi=true');
  if (!isDoc(sort)) throw new MongoError(14, "BSON field 'updates.sort' must be an object");
  return sort;
}
