import { BSONSymbol, Code } from 'bson';
import { isNumeric, typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { numberText } from './number-text.js';

/** What string operators make of a value that is no string: numbers and dates as text, nothing of null. */
export function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (isNumeric(value)) return numberText(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof BSONSymbol) return value.value;
  if (value instanceof Code) return value.code;
  throw new MongoError(16007, `can't convert from BSON type ${typeName(value)} to String (${name})`);
}
