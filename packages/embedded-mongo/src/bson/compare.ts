import { encodeKey } from './key.js';
import { isNumeric, RANK, rankOf } from './types.js';

/** MongoDB's order of any two values. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a < b) return -1;
    if (a > b) return 1;
    if (a === b) return 0;
  }
  const rankA = rankOf(a);
  const rankB = rankOf(b);
  if (rankA !== rankB) return rankA - rankB;
  if (isNumeric(a) || rankA >= RANK.string) return Buffer.compare(encodeKey(a), encodeKey(b));
  return 0;
}

export const equalValues = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  return compareValues(a, b) === 0;
};
