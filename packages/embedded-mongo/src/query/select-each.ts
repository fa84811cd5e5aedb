import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import { matcher } from './matcher.js';
import { planQuery } from './plan.js';
import { alive, predicateOf, type Query } from './run.js';

/** How many documents are examined between two pauses for other writes. */
const LOOK = 16;

/**
 * The documents that a filter selects, for a write that changes them: each once, in its current state. All are selected
 * before the first is yielded, so that the write does not find a document again where it has moved it. Yields undefined
 * as a pause in which others may write. A document that no longer matches after such a write is left out.
 */
export function* selectEach(collection: Collection, spec: Query): Generator<Stored | undefined> {
  const { version } = collection;
  const keys = new Set<string>();
  yield* select(collection, spec, keys);
  const accepts = matcher(spec.filter, spec.variables);
  for (const key of keys) {
    const changed = version === undefined || collection.version !== version;
    if (changed) collection.assertServes(undefined);
    const stored = collection.get(Buffer.from(key, 'latin1'));
    if (stored !== undefined && (!changed || accepts(stored.doc))) yield stored;
  }
}

function* select(collection: Collection, spec: Query, keys: Set<string>): Generator<undefined> {
  const plan = planQuery(collection, spec);
  const selects = predicateOf(collection, spec, plan);
  let looked = 0;
  for (const stored of alive(collection, plan, plan.documents(), spec.time)) {
    if (selects(stored)) keys.add(stored.key.toString('latin1'));
    looked += 1;
    if (looked % LOOK === 0) yield undefined;
  }
}
