import { BSONRegExp } from 'bson';
import { badValue, MongoError, unsupported } from '../errors.js';
import { regExp } from './guarded-regexp.js';
import { translate } from './regex-translation.js';

export const isRegex = (value: unknown): value is BSONRegExp => value instanceof BSONRegExp;

/** `$regex` and its `$options` as one value. */
export function regexOf(pattern: unknown, options: unknown): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (typeof pattern === 'string') return new BSONRegExp(pattern, sorted(options ?? ''));
  if (!isRegex(pattern)) throw badValue('$regex has to be a string');
  if (options !== undefined && pattern.options !== '')
    throw new MongoError(51075, 'options set in both $regex and $options');
  return options === undefined ? pattern : new BSONRegExp(pattern.pattern, sorted(options));
}

const sorted = (options: string): string => [...new Set(options)].sort().join('');

/** Accepts MongoDB's options i, m, s and u. Refuses x, which JavaScript does not have. */
export function toRegExp({ pattern, options }: BSONRegExp): RegExp {
  const unknown = Array.from(options).find((option) => !'imsux'.includes(option));
  if (unknown !== undefined) throw new MongoError(51108, `invalid flag in regex options: ${unknown}`);
  if (options.includes('x')) throw new MongoError(51091, unsupported('the option x of a regular expression'));
  const source = translate(pattern, options);
  // With the flag u, a pattern matches code points and not halves of them, as in MongoDB.
  return regExp(source, options.includes('i') ? 'iu' : 'u');
}
