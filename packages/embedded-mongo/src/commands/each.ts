import type { Stored } from '../collection/stored.js';

/**
 * The work on many documents in steps: others may write between two of these. `change` says whether it changed the
 * document, and throws before it has written anything or not at all; `finish` is told how many there were, and changed.
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
