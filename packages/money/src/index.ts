export { lineTotal, sum, type BasisPoints } from './arithmetic.js';
export { formatAmount, parseMoney } from './decimal.js';
export type { Money } from './money.js';
