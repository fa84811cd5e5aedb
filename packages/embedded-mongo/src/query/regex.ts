import { BSONRegExp } from 'bson';
import { badValue, MongoError } from '../errors.js';
import { regExp } from './guarded-regexp.js';

export const isRegex = (value: unknown): value is BSONRegExp | RegExp =>
  value instanceof BSONRegExp || value instanceof RegExp;

/** `$regex` with its `$options`, as the value it stands for. */
export function regexOf(pattern: unknown, options: unknown): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (typeof pattern === 'string') return new BSONRegExp(pattern, sorted(options ?? ''));
  if (pattern instanceof RegExp) return new BSONRegExp(pattern.source, sorted(options ?? pattern.flags));
  if (!(pattern instanceof BSONRegExp)) throw badValue('$regex has to be a string');
  if (options !== undefined && pattern.options !== '') {
    throw new MongoError(51075, 'options set in both $regex and $options');
  }
  return options === undefined ? pattern : new BSONRegExp(pattern.pattern, sorted(options));
}

const sorted = (options: string): string => [...new Set(options)].sort().join('');

/** MongoDB's options i, m, s, x and u; what JavaScript cannot express is refused. */
export function toRegExp(value: BSONRegExp | RegExp): RegExp {
  if (value instanceof RegExp) return regExp(value.source, value.flags);
  let flags = '';
  let source = value.pattern;
  for (const option of value.options) {
    if ('ims'.includes(option)) flags += option;
    else if (option === 'x') source = withoutComments(source);
    else if (option !== 'u' && option !== 'l')
      throw new MongoError(51108, `invalid flag in regex options: ${option}`);
  }
  // PCRE has these at the start of a pattern, JavaScript has not.
  const inline = /^\(\?([ims]+)\)/.exec(source);
  if (inline?.[1] !== undefined) {
    source = source.slice(inline[0].length);
    flags += inline[1];
  }
  return regExp(source, [...new Set(flags)].join('') + unicodeFlag(source));
}

/** A pattern with characters beyond the BMP means them whole; others keep JavaScript's lenient escapes. */
const unicodeFlag = (source: string): string => (/[\u{10000}-\u{10ffff}]|\\p\{/u.test(source) ? 'u' : '');

/** Option x: white space and comments outside character classes do not count. */
const withoutComments = (source: string): string =>
  source.replace(/\\.|\[(?:\\.|[^\]])*\]|\s+|#.*$/gm, (part) => (/^(?:\s|#)/.test(part) ? '' : part));
