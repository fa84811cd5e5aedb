import { compareValues } from '../bson/compare.js';
import { ofValues } from './arguments.js';
import type { Operator, Operators } from './types.js';

/** In expressions, unlike in filters, a missing value is less than null. */
export function compareInExpression(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return Math.sign(compareValues(a, b));
}

const comparison = (name: string, answer: (order: number) => unknown): Operator =>
  ofValues(name, 2, 2, (a, b) => answer(compareInExpression(a, b)));

export const comparisons: Operators = {
  $cmp: comparison('$cmp', (order) => order),
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
};
