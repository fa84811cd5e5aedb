import { type Doc, getField, hasField, isDoc } from '../bson/document.js';
import { EMPTY_ARRAY } from '../bson/key-writer.js';
import { MongoError } from '../errors.js';

/** One value per field of the index; `undefined` where the document has none. */
export type Tuple = readonly unknown[];

export interface Step {
  readonly value: unknown;
  readonly path: readonly string[];
  /** The value is an element of the array at the end of the path. An array nested in an array is not expanded. */
  readonly leaf: boolean;
  /** How many arrays the path has passed through. */
  readonly arrays: number;
}

const DIGITS = /^\d+$/;

const ambiguous = (part: string): MongoError =>
  new MongoError(
    16746,
    `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${part}'`,
  );

/** Follows the path to its end, or to an array in which the next part is not a position. */
function advance(step: Step): Step {
  let { value } = step;
  const { path } = step;
  for (let at = 0; at < path.length; at += 1) {
    const part = path[at] ?? '';
    if (!Array.isArray(value)) {
      value = isDoc(value) ? getField(value, part) : undefined;
    } else if (DIGITS.test(part) && Number(part) < value.length) {
      if (value.some((element) => isDoc(element) && hasField(element, part))) throw ambiguous(part);
      value = value[Number(part)] as unknown;
    } else {
      return { ...step, value, path: path.slice(at), leaf: false };
    }
  }
  return { ...step, value, path: [] };
}

const expands = (step: Step): boolean => Array.isArray(step.value) && !step.leaf;

function intoElement(step: Step, element: unknown): Step {
  const { path } = step;
  const arrays = step.arrays + 1;
  if (path.length === 0) return { value: element, path, leaf: true, arrays };
  return { value: isDoc(element) ? element : undefined, path, leaf: false, arrays };
}

export const startOf = (doc: Doc, path: readonly string[]): Step => ({
  value: doc,
  path,
  leaf: false,
  arrays: 0,
});

/**
 * The values that a compound index or sort takes from a document. Fields of the same array come from the same element.
 * Stores in `arrays` how many arrays the path of each field passes through. `parallel` makes the error for two
 * different arrays.
 */
export function tuples(steps: readonly Step[], arrays: number[], parallel: () => Error): Tuple[] {
  const advanced = steps.map(advance);
  const array = advanced.find(expands)?.value as unknown[] | undefined;
  if (array === undefined) return [advanced.map((step) => step.value)];
  for (const [at, step] of advanced.entries()) {
    if (!expands(step)) continue;
    if (step.value !== array) throw parallel();
    arrays[at] = Math.max(arrays[at] ?? 0, step.arrays + 1);
  }
  const elements: readonly unknown[] = array.length === 0 ? [EMPTY_ARRAY] : array;
  return elements.flatMap((element) => {
    const next = advanced.map((step) => (step.value === array ? intoElement(step, element) : step));
    return tuples(next, arrays, parallel);
  });
}
