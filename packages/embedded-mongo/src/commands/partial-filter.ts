import { type Doc, isDoc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { isOperators, matcher } from '../query/matcher.js';
import { isRegex } from '../query/regex.js';

const OPERATORS = ['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type'];

/** Refuses the filters that MongoDB does not accept for a partial index. */
export function assertPartial(filter: Doc): void {
  matcher(filter);
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' || name === '$or') (condition as Doc[]).forEach(assertPartial);
    else if (name.startsWith('$')) throw unsupported(name);
    else assertCondition(condition);
  }
}

function assertCondition(condition: unknown): void {
  if (isRegex(condition)) throw unsupported('a regular expression');
  if (!isDoc(condition) || !isOperators(condition)) return;
  for (const [operator, argument] of Object.entries(condition)) {
    if (operator === '$exists' && argument === true) continue;
    if (!OPERATORS.includes(operator)) throw unsupported(operator);
  }
}

const unsupported = (what: string): MongoError =>
  new MongoError(67, `Expression not supported in partial index: ${what}`);
