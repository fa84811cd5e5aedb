import { BSONRegExp } from 'bson';
import { badValue, MongoError, unsupported } from '../errors.js';
import { regExp } from './guarded-regexp.js';
import { translate } from './regex-translation.js';

export const isRegex = (value: unknown): value is BSONRegExp => value instanceof BSONRegExp;

/** `$regex` with its `$options`, as one value. */
export function regexOf(pattern: unknown, options: unknown): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (typeof pattern === 'string') return new BSONRegExp(pattern, sorted(options ?? ''));
  if (!isRegex(pattern)) throw badValue('$regex has to be a string');
  if (options !== undefined && pattern.options !== '')
    throw new MongoError(51075, 'options set in both $regex and $options');
  return options === undefined ? pattern : new BSONRegExp(pattern.pattern, sorted(options));
}

const sorted = (options: string): string => [...new Set(options)].sort().join('');

/** MongoDB's options i, m, s and u; the option x, which JavaScript does not have, is refused. */
export function toRegExp({ pattern, options }: BSONRegExp): RegExp {
  const unknown = Array.from(options).find((option) => !'imsux'.includes(option));
  if (unknown !== undefined) throw new MongoError(51108, `invalid flag in regex options: ${unknown}`);
  if (options.includes('x')) throw new MongoError(51091, unsupported('the option x of a regular expression'));
  const source = translate(pattern, options);
  // The flag u counts characters and not halves of them, as MongoDB does.
  return regExp(source, options.includes('i') ? 'iu' : 'u');
}
