import type { Stored } from '../collection/stored.js';

/**
 * Changes many documents step by step; other writes may run between two steps. `change` returns whether it changed the
 * document, and may throw only before it writes. `finish` receives the number of documents, and of changed ones.
 */
export function* changeEach(
  selected: Iterable<Stored | undefined>,
  change: (stored: Stored) => boolean,
  finish: (count: number, changed: number) => void,
): Generator<undefined> {
  let count = 0;
  let changed = 0;
  for (const stored of selected) {
    if (stored !== undefined) {
      count += 1;
      if (change(stored)) changed += 1;
    }
    yield undefined;
  }
  finish(count, changed);
}
