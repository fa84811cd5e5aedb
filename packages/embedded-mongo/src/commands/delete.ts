import type { Doc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { failedToParse } from '../errors.js';
import type { Variables } from '../expression/scope.js';
import { matcher } from '../query/matcher.js';
import { query, run } from '../query/run.js';
import { selectEach } from '../query/select-each.js';
import { assertSimpleCollation, collectionName, optionalDoc, variablesOf } from './arguments.js';
import type { Command, Target } from './context.js';
import { itemsOf } from './insert.js';
import { changeEach } from './each.js';
import { withErrors, writeItems } from './write.js';

export const remove: Command = async (call) => {
  const target = { ...call, name: collectionName(call) };
  const variables = variablesOf(call.body);
  let n = 0;
  const items = itemsOf(call, 'deletes');
  // A wrong limit in any item is refused before the first document is deleted.
  items.forEach(limitOf);
  const errors = await writeItems(call, items, (item) =>
    removeItem(target, item, variables, (count) => void (n += count)),
  );
  return { n, ...withErrors(errors), ok: 1 };
};

/** Deletes the documents of one item; `done` receives their number. */
export function removeItem(
  { database, db, name }: Target,
  item: Doc,
  variables: Variables,
  done: (count: number) => void,
): Iterator<unknown> | undefined {
  assertSimpleCollation(item);
  const limit = limitOf(item);
  const filter = optionalDoc(item, 'q');
  const collection = database.find(db, name);
  if (collection === undefined) {
    matcher(filter, variables);
    done(0);
    return undefined;
  }
  const asked = query(filter, { limit, variables, hint: item.hint });
  if (limit === 1) {
    const [found] = run(collection, asked);
    if (found !== undefined) collection.remove(found);
    done(found === undefined ? 0 : 1);
    return undefined;
  }
  return changeEach(
    selectEach(collection, asked),
    (stored) => {
      collection.remove(stored);
      return true;
    },
    done,
  );
}

/** 1 for the first document, 0 for all of them. */
function limitOf({ limit }: Doc): number {
  const number = isNumeric(limit) ? toNumber(limit) : Number.NaN;
  if (number === 0 || number === 1) return number;
  throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${String(limit)}`);
}
