import { folds } from './accumulators.js';
import { arithmetic } from './arithmetic.js';
import { arrays } from './arrays.js';
import { bitwise } from './bitwise.js';
import { comparisons } from './comparison.js';
import { conversions } from './convert.js';
import { dates } from './dates.js';
import { functions } from './functions.js';
import { objects } from './objects.js';
import { regexes } from './regexes.js';
import { rounding } from './rounding.js';
import { sets } from './sets.js';
import { strings } from './strings.js';
import type { Operators } from './types.js';
import { variables } from './variables.js';

/** All operators of expressions. */
export const OPERATORS: Operators = {
  ...comparisons,
  ...variables,
  ...arithmetic,
  ...rounding,
  ...functions,
  ...bitwise,
  ...folds,
  ...arrays,
  ...sets,
  ...objects,
  ...strings,
  ...regexes,
  ...conversions,
  ...dates,
};

/** What MongoDB has and this server has not. */
export const REFUSED: readonly string[] = [
  '$accumulator',
  '$dateDiff',
  '$dateFromString',
  '$dateTrunc',
  '$function',
  '$median',
  '$meta',
  '$percentile',
  '$sampleRate',
  '$sigmoid',
  '$toHashedIndexKey',
  '$toUUID',
];
