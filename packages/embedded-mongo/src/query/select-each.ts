import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import { matcher } from './matcher.js';
import { planQuery } from './plan.js';
import { alive, predicateOf, type Query } from './run.js';

/** How many documents are looked at between two places where others may write. */
const LOOK = 16;

/**
 * The documents a filter selects, for a write that changes them: each once, and as it is when its turn comes. All are
 * selected before the first is given, so that none is found again where its change has moved it. Undefined stands where
 * others may write; a document that they have changed so that it is no longer selected is left out.
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
