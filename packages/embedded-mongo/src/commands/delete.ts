import { MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { query, run } from '../query/run.js';
import { selectEach } from '../query/select-each.js';
import {
  assertSimpleCollation,
  collectionName,
  optionalDoc,
  variablesOf,
  optionalNumber,
} from './arguments.js';
import type { Command } from './context.js';
import { itemsOf } from './insert.js';
import { changeEach } from './each.js';
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
    if (collection === undefined) {
      matcher(filter, variables);
      return undefined;
    }
    const asked = query(filter, { limit, variables, hint: item.hint });
    if (limit === 1) {
      for (const stored of run(collection, asked)) {
        collection.remove(stored);
        n += 1;
      }
      return undefined;
    }
    return changeEach(
      selectEach(collection, asked),
      (stored) => {
        collection.remove(stored);
        return true;
      },
      (count) => void (n += count),
    );
  });
  return { n, ...withErrors(errors), ok: 1 };
};
