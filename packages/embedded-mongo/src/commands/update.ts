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
import type { Command } from './context.js';
import { itemsOf } from './insert.js';
import { modify, upsert } from './modify.js';
import { changeEach } from './each.js';
import { withErrors, writeItems } from './write.js';

export function updateSpecOf(
  item: Doc,
  filterField: string,
  updateField: string,
  variables: Variables,
): UpdateSpec {
  assertSimpleCollation(item);
  return {
    filter: optionalDoc(item, filterField),
    update: item[updateField],
    arrayFilters: docs(item, 'arrayFilters'),
    variables: 'c' in item ? evaluateVariables(optionalDoc(item, 'c'), variables) : variables,
  };
}

export const update: Command = async (call) => {
  const name = collectionName(call);
  const variables = variablesOf(call.body);
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const errors = await writeItems(call, itemsOf(call, 'updates'), (item, index) => {
    const spec = updateSpecOf(item, 'q', 'u', variables);
    const compiled = compileUpdate(spec);
    const multi = flag(item, 'multi');
    if (multi && compiled.kind === 'replacement') {
      throw new MongoError(9, 'multi update is not supported for replacement-style update');
    }
    const asked = selection(item, spec, multi);
    const collection = call.database.find(call.db, name);
    if (collection === undefined) matcher(spec.filter, spec.variables);
    const change = (stored: Stored): boolean =>
      collection !== undefined && modify(collection, stored, compiled).changed;
    const finish = (count: number, changed: number): void => {
      nModified += changed;
      n += count;
      if (count > 0 || !flag(item, 'upsert')) return;
      const insertOne = () => upsert(call.database.findOrCreate(call.db, name), spec);
      upserted.push({ index, _id: call.database.writer.nested(insertOne)._id });
      n += 1;
    };
    if (multi && collection !== undefined) return changeEach(selectEach(collection, asked), change, finish);
    const [found] = collection === undefined ? [] : run(collection, asked);
    finish(found === undefined ? 0 : 1, found !== undefined && change(found) ? 1 : 0);
    return undefined;
  });
  return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...withErrors(errors), ok: 1 };
};

const selection = (item: Doc, { filter, variables }: UpdateSpec, multi: boolean): Query =>
  query(filter, { limit: multi ? 0 : 1, variables, hint: item.hint, sort: sortOf(item, multi) });

function sortOf(item: Doc, multi: boolean): Doc {
  const sort = item.sort;
  if (sort === undefined) return {};
  if (multi) throw new MongoError(9, 'Cannot specify sort with multi=true');
  if (!isDoc(sort)) throw new MongoError(14, "BSON field 'updates.sort' must be an object");
  return sort;
}
