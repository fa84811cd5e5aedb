import { MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { keysOf, query, run } from '../query/run.js';
import {
  assertSimpleCollation,
  collectionName,
  optionalDoc,
  variablesOf,
  optionalNumber,
} from './arguments.js';
import type { Command } from './context.js';
import { itemsOf } from './insert.js';
import { withErrors, writeItems } from './write.js';

export const remove: Command = async (call) => {
  const name = collectionName(call);
  const variables = variablesOf(call.body);
  let n = 0;
  const errors = await writeItems(call, itemsOf(call, 'deletes'), (item) => {
    assertSimpleCollation(item);
    const limit = optionalNumber(item, 'limit', -1);
    if (limit !== 0 && limit !== 1) {
      throw new MongoError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    }
    const filter = optionalDoc(item, 'q');
    const collection = call.database.find(call.db, name);
    if (collection === undefined) return void matcher(filter, variables);
    const found = keysOf(run(collection, query(filter, { limit, variables, hint: item.hint })));
    for (const key of found) {
      const stored = collection.get(key);
      if (stored !== undefined) collection.remove(stored);
    }
    n += found.length;
  });
  return { n, ...withErrors(errors), ok: 1 };
};
