import { type Doc, getField, isDoc } from '../bson/document.js';
import { assertKeyFits } from '../bson/key.js';
import { EMPTY_ARRAY, KeyWriter } from '../bson/key-writer.js';
import { MongoError } from '../errors.js';
import type { IndexInfo } from '../storage/catalog.js';

/** One value per field of the index; `undefined` where the document has none. */
type Tuple = readonly unknown[];

interface Step {
  readonly value: unknown;
  readonly path: readonly string[];
  /** The value is an element of the array at the end of the path: an array in an array is not expanded. */
  readonly leaf: boolean;
}

const DIGITS = /^\d+$/;

/** Walks until the path ends or an array is met that the next part does not index. */
function advance(step: Step): Step {
  let { value } = step;
  const { path } = step;
  for (let at = 0; at < path.length; at += 1) {
    const part = path[at] ?? '';
    if (!Array.isArray(value)) {
      value = isDoc(value) ? getField(value, part) : undefined;
    } else if (DIGITS.test(part)) {
      value = value[Number(part)] as unknown;
    } else {
      return { value, path: path.slice(at), leaf: false };
    }
  }
  return { value, path: [], leaf: step.leaf };
}

const expands = (step: Step): boolean => Array.isArray(step.value) && !step.leaf;

function intoElement(step: Step, element: unknown): Step {
  if (step.path.length === 0) return { value: element, path: [], leaf: true };
  return { value: isDoc(element) ? element : undefined, path: step.path, leaf: false };
}

function tuples(steps: readonly Step[], arrays: boolean[]): Tuple[] {
  const advanced = steps.map(advance);
  const array = advanced.find(expands)?.value as unknown[] | undefined;
  if (array === undefined) return [advanced.map((step) => step.value)];
  for (const [at, step] of advanced.entries()) {
    if (!expands(step)) continue;
    if (step.value !== array) throw new MongoError(171, 'cannot index parallel arrays');
    arrays[at] = true;
  }
  const elements: readonly unknown[] = array.length === 0 ? [EMPTY_ARRAY] : array;
  return elements.flatMap((element) => {
    const next = advanced.map((step) => (step.value === array ? intoElement(step, element) : step));
    return tuples(next, arrays);
  });
}

const writer = new KeyWriter();

export interface IndexKeys {
  /** The entries, each without the document's own key; none twice. */
  readonly keys: readonly Buffer[];
  /** Which fields of the index hold an array. */
  readonly arrays: readonly boolean[];
}

/** What a document has in an index. */
export function indexKeys(index: IndexInfo, doc: Doc): IndexKeys {
  const fields = Object.entries(index.key);
  const steps = fields.map(([field]) => ({ value: doc, path: field.split('.'), leaf: false }));
  const arrays = fields.map(() => false);
  const all = tuples(steps, arrays);
  const keys = all
    .filter((tuple) => !index.sparse || tuple.some((value) => value !== undefined))
    .map((tuple) => encodeTuple(index, fields, tuple));
  return { keys: keys.length < 2 ? keys : distinct(keys), arrays };
}

function encodeTuple(index: IndexInfo, fields: readonly (readonly [string, 1 | -1])[], tuple: Tuple): Buffer {
  writer.reset().uint32(index.id);
  fields.forEach(([, direction], at) => writer.value(tuple[at], direction < 0));
  assertKeyFits(writer.length, `index ${index.name}`);
  return writer.take();
}

function distinct(keys: readonly Buffer[]): Buffer[] {
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}
