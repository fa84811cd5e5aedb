import { type Doc, isDoc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { keysOf, query, run } from '../query/run.js';
import { evaluateVariables } from '../expression/compile.js';
import type { Variables } from '../expression/scope.js';
import { compileUpdate, type UpdateSpec } from '../update/update.js';
import { assertSimpleCollation, collectionName, docs, flag, optionalDoc, variablesOf } from './arguments.js';
import type { Command } from './context.js';
import { itemsOf } from './insert.js';
import { modify, upsert } from './modify.js';
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
  const bypass = flag(call.body, 'bypassDocumentValidation');
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
    const asked = query(spec.filter, {
      limit: multi ? 0 : 1,
      variables: spec.variables,
      hint: item.hint,
      sort: sortOf(item, multi),
    });
    const collection = call.database.find(call.db, name);
    if (collection === undefined) matcher(spec.filter, spec.variables);
    // All of them before the first change: an updated document must not be found again.
    const found = collection === undefined ? [] : keysOf(run(collection, asked));
    let changed = 0;
    for (const key of found) {
      const stored = collection?.get(key);
      if (collection === undefined || stored === undefined) continue;
      if (modify(collection, stored, compiled, bypass).changed) changed += 1;
    }
    nModified += changed;
    n += found.length;
    if (found.length > 0 || !flag(item, 'upsert')) return;
    const doc = upsert(call.database.findOrCreate(call.db, name), spec, bypass);
    upserted.push({ index, _id: doc._id });
    n += 1;
  });
  return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...withErrors(errors), ok: 1 };
};

function sortOf(item: Doc, multi: boolean): Doc {
  const sort = item.sort;
  if (sort === undefined) return {};
  if (multi) throw new MongoError(9, 'Cannot specify sort with multi=true');
  if (!isDoc(sort)) throw new MongoError(14, "BSON field 'updates.sort' must be an object");
  return sort;
}
