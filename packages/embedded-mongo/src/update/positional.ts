import { type Doc, isDoc } from '../bson/document.js';
import type { Variables } from '../expression/scope.js';
import { fieldPredicate, isOperators, matcher } from '../query/matcher.js';
import { readPath } from './paths.js';

/**
 * The meaning of `$` in an update path: the first element of the array that satisfies the filter's conditions on it or,
 * without such a condition, the position that the filter found in another array. Conditions on several fields of an
 * array have to hold for the same element here if any element satisfies them all. MongoDB uses the element found by the
 * last condition.
 */
export function matchedPosition(filter: Doc, doc: Doc, inserting: boolean, variables?: Variables) {
  return (arrayPath: string): number | undefined => {
    if (inserting) return undefined;
    const conditions = conditionsMet(filter, doc, variables);
    const own = conditions.filter(([name]) => name === arrayPath || name.startsWith(`${arrayPath}.`));
    if (own.length > 0) return positionOfAll(doc, arrayPath, own);
    return conditions.map((condition) => positionOf(doc, condition)).findLast((at) => at !== undefined);
  };
}

type Condition = readonly [name: string, condition: unknown];

/** Of `$or`, only the first alternative that holds counts. */
function conditionsMet(filter: Doc, doc: Doc, variables?: Variables): Condition[] {
  return Object.entries(filter).flatMap(([name, condition]): Condition[] => {
    if (!name.startsWith('$')) return [[name, condition]];
    if (!Array.isArray(condition)) return [];
    const branches = condition.filter(isDoc);
    if (name === '$and') return branches.flatMap((branch) => conditionsMet(branch, doc, variables));
    const first = name === '$or' ? branches.find((branch) => matcher(branch, variables)(doc)) : undefined;
    return first === undefined ? [] : conditionsMet(first, doc, variables);
  });
}

function positionOfAll(doc: Doc, arrayPath: string, conditions: readonly Condition[]): number | undefined {
  const array = readPath(doc, arrayPath.split('.'));
  if (!Array.isArray(array)) return undefined;
  const predicates = conditions.map((condition) => elementTest(arrayPath, condition));
  const together = array.findIndex((item) => predicates.every((test) => test(item)));
  if (together >= 0) return together;
  const last = predicates.at(-1);
  const alone = last === undefined ? -1 : array.findIndex(last);
  return alone >= 0 ? alone : undefined;
}

/** The position at which the first array on the condition's path satisfies it. */
function positionOf(doc: Doc, condition: Condition): number | undefined {
  const path = condition[0].split('.');
  const depth = path.findIndex((_, at) => Array.isArray(readPath(doc, path.slice(0, at + 1))));
  return depth < 0 ? undefined : positionOfAll(doc, path.slice(0, depth + 1).join('.'), [condition]);
}

function elementTest(arrayPath: string, [name, condition]: Condition): (item: unknown) => boolean {
  const predicate = fieldPredicate(`item${name.slice(arrayPath.length)}`, withoutAll(condition));
  // The element is wrapped in an array, so that `$elemMatch` and plain conditions alike test only this element.
  return (item) => predicate({ item: [item] });
}

/** For `$all`, an element that equals one of its values counts as matched. */
function withoutAll(condition: unknown): unknown {
  if (!isOperators(condition) || !Array.isArray(condition.$all)) return condition;
  const { $all: values, ...rest } = condition;
  const elements = values as unknown[];
  const first = elements[0];
  return isOperators(first) ? { ...rest, ...first } : { ...rest, $in: elements };
}
