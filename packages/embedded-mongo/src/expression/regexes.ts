import { BSONRegExp } from 'bson';
import { typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { regExp } from '../query/guarded-regexp.js';
import { isRegex, toRegExp } from '../query/regex.js';
import { isNullish, ofFields, stringOf } from './arguments.js';
import type { Operator, Operators } from './types.js';

interface Match {
  readonly match: string;
  readonly idx: number;
  readonly captures: (string | null)[];
}

function regexOf(name: string, regex: unknown, options: unknown): RegExp {
  if (typeof regex !== 'string' && !isRegex(regex))
    throw new MongoError(
      51105,
      `${name} needs 'regex' to be of type string or regex, found: ${typeName(regex)}`,
    );
  const given = typeof regex === 'string' ? '' : regex instanceof BSONRegExp ? regex.options : regex.flags;
  const asked = isNullish(options) ? '' : stringOf(`${name}: 'options'`, options, 51106);
  if (given !== '' && asked !== '')
    throw new MongoError(
      51107,
      `${name}: found regex option(s) specified in both 'regex' and 'options' fields`,
    );
  const pattern =
    typeof regex === 'string' ? regex : regex instanceof BSONRegExp ? regex.pattern : regex.source;
  const compiled = toRegExp(
    new BSONRegExp(
      pattern,
      Array.from(given || asked)
        .sort()
        .join(''),
    ),
  );
  return regExp(compiled.source, `${compiled.flags.replace('g', '')}g`);
}

/** All matches, one after the other; an empty one moves on by a character. */
function* matches(text: string, regex: RegExp): Generator<Match> {
  let at = 0;
  let characters = 0;
  for (const found of text.matchAll(regex)) {
    // As in MongoDB, nothing matches behind the last character.
    if (found.index > 0 && found.index === text.length) return;
    characters += Array.from(text.slice(at, found.index)).length;
    at = found.index;
    const [match, ...captures] = found as unknown as (string | undefined)[];
    yield { match: match ?? '', idx: characters, captures: captures.map((part) => part ?? null) };
  }
}

const searching = (name: string, none: unknown, answer: (found: Generator<Match>) => unknown): Operator =>
  ofFields(name, ['input', 'regex'], ['options'], ({ input, regex, options }) => {
    if (isNullish(regex)) return none;
    const compiled = regexOf(name, regex, options);
    return isNullish(input) ? none : answer(matches(stringOf(name, input, 51104), compiled));
  });

export const regexes: Operators = {
  $regexMatch: searching('$regexMatch', false, (found) => found.next().done !== true),
  $regexFind: searching('$regexFind', null, (found) => found.next().value ?? null),
  $regexFindAll: searching('$regexFindAll', [], (found) => [...found]),
};
