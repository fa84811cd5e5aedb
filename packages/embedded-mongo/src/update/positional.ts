import { type Doc, isDoc } from '../bson/document.js';
import { fieldPredicate, isOperators } from '../query/matcher.js';
import { readPath } from './paths.js';

/**
 * What `$` in an update path stands for: the first element of the array that satisfies a condition of the
 * filter on it. Conditions on several fields of an array have to hold for the same element here, where
 * MongoDB takes the one found by the last of them.
 */
export function matchedPosition(filter: Doc, doc: Doc, inserting: boolean) {
  return (arrayPath: string): number | undefined => {
    const array = inserting ? undefined : readPath(doc, arrayPath.split('.'));
    if (!Array.isArray(array)) return undefined;
    const predicates = conditionsOn(filter, arrayPath);
    if (predicates.length === 0) return undefined;
    const together = array.findIndex((item) => predicates.every((test) => test(item)));
    if (together >= 0) return together;
    const last = predicates.at(-1);
    const alone = last === undefined ? -1 : array.findIndex(last);
    return alone >= 0 ? alone : undefined;
  };
}

function conditionsOn(filter: Doc, arrayPath: string): ((item: unknown) => boolean)[] {
  return Object.entries(filter).flatMap(([name, condition]) => {
    if ((name === '$and' || name === '$or') && Array.isArray(condition)) {
      return condition.flatMap((branch) => (isDoc(branch) ? conditionsOn(branch, arrayPath) : []));
    }
    if (name !== arrayPath && !name.startsWith(`${arrayPath}.`)) return [];
    const rest = name.slice(arrayPath.length);
    const predicate = fieldPredicate(`item${rest}`, withoutAll(condition));
    // An array of one element: `$elemMatch` and plain conditions alike look at just that one.
    return [(item: unknown): boolean => predicate({ item: [item] })];
  });
}

/** Of `$all`, one of its values is enough for an element to be the one that matched. */
function withoutAll(condition: unknown): unknown {
  if (!isOperators(condition) || !Array.isArray(condition.$all)) return condition;
  const { $all: values, ...rest } = condition;
  const elements = values as unknown[];
  const first = elements[0];
  return isOperators(first) ? { ...rest, ...first } : { ...rest, $in: elements };
}
