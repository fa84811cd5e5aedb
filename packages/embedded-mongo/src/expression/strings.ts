import { isNullish, MANY, ofValues, stringOf } from './arguments.js';
import type { Operators } from './types.js';

function $concat(...values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  return values.map((value) => stringOf('$concat only supports strings:', value, 16702)).join('');
}

export const strings: Operators = { $concat: ofValues('$concat', 0, MANY, $concat) };
