import { type Doc, getField, isDoc, setField } from '../bson/document.js';
import { badValue, MongoError } from '../errors.js';

const DIGITS = /^\d+$/;

/** The elements that an update path selects: all, those of an array filter, or the one that the filter matched. */
export interface Selectors {
  /** Array filters by the identifier in `$[identifier]`. */
  readonly arrayFilters: ReadonlyMap<string, (element: unknown) => boolean>;
  /** The position for `$`: the first element of the array that the filter matched. */
  readonly position: (arrayPath: string) => number | undefined;
}

export const emptyName = (path: string): MongoError =>
  new MongoError(56, `The update path '${path}' contains an empty field name, which is not allowed.`);

/** The concrete paths of an update path in a document. */
export function expandPath(doc: Doc, path: string, selectors: Selectors): string[][] {
  const parts = path.split('.');
  if (parts.includes('')) throw emptyName(path);
  if (!path.includes('$')) return [parts];
  return expand(doc, [], parts, selectors);
}

function expand(value: unknown, done: string[], rest: string[], selectors: Selectors): string[][] {
  const [part, ...others] = rest;
  if (part === undefined) return [done];
  if (part !== '$' && selector(part) === undefined) {
    return expand(child(value, part), [...done, part], others, selectors);
  }
  const positions = selected(part, value, done.join('.'), selectors);
  return positions.flatMap((at) =>
    expand(child(value, String(at)), [...done, String(at)], others, selectors),
  );
}

/** The name in `$[name]`, empty for `$[]`. Undefined for a field, whose name may begin with a dollar. */
const selector = (part: string): string | undefined => /^\$\[(\w*)\]$/.exec(part)?.[1];

function selected(part: string, value: unknown, arrayPath: string, selectors: Selectors): number[] {
  if (part === '$') {
    const position = selectors.position(arrayPath);
    if (position === undefined) {
      throw badValue('The positional operator did not find the match needed from the query.');
    }
    return [position];
  }
  const identifier = selector(part) ?? '';
  if (!Array.isArray(value)) {
    throw badValue(
      value === undefined
        ? `The path '${arrayPath}' must exist in the document in order to apply array updates.`
        : `Cannot apply array updates to non-array element ${arrayPath}`,
    );
  }
  const all = [...value.keys()];
  if (identifier === '') return all;
  const accepts = selectors.arrayFilters.get(identifier);
  return accepts === undefined ? [] : all.filter((at) => accepts(value[at]));
}

function child(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return DIGITS.test(part) ? (value[Number(part)] as unknown) : undefined;
  return isDoc(value) ? getField(value, part) : undefined;
}

export function readPath(doc: Doc, path: readonly string[]): unknown {
  return path.reduce<unknown>(child, doc);
}

const MAX_GAP = 1_500_000;

/** Throws when a path cannot exist in a document, because of a scalar or an array with a field name after it. */
export function assertViable(doc: Doc, path: readonly string[]): void {
  let value: unknown = doc;
  for (const [depth, part] of path.entries()) {
    const isViable = isDoc(value) || (Array.isArray(value) && DIGITS.test(part));
    if (!isViable) throw notTraversable(path, depth, value);
    value = child(value, part);
    if (value === undefined) return;
  }
}

function notTraversable(path: readonly string[], depth: number, value: unknown): MongoError {
  const element = `{${path[depth - 1] ?? ''}: ${JSON.stringify(value)}}`;
  const message = `Cannot use the part (${path[depth] ?? ''}) of (${path.join('.')}) to traverse the element (${element})`;
  return new MongoError(28, message);
}

/** Sets a value and creates missing documents on the way. Throws for a scalar on the way. */
export function writePath(doc: Doc, path: readonly string[], value: unknown): void {
  let at: Doc | unknown[] = doc;
  for (const [depth, part] of path.entries()) {
    const last = depth === path.length - 1;
    const current = child(at, part);
    if (!last && (isDoc(current) || Array.isArray(current))) {
      at = current;
      continue;
    }
    if (!last && current !== undefined) throw notViable(path, depth, current);
    const next: unknown = last ? value : {};
    put(at, part, next, path);
    at = next as Doc;
  }
}

function put(container: Doc | unknown[], part: string, value: unknown, path: readonly string[]): void {
  if (!Array.isArray(container)) {
    setField(container, part, value);
    return;
  }
  if (!DIGITS.test(part)) {
    throw new MongoError(28, `Cannot create field '${part}' in element {${path.slice(0, -1).join('.')}: []}`);
  }
  const at = Number(part);
  if (at - container.length > MAX_GAP) throw badValue(`can't backfill more than ${MAX_GAP} elements`);
  while (container.length < at) container.push(null);
  container[at] = value;
}

function notViable(path: readonly string[], depth: number, value: unknown): MongoError {
  const element = `{${path[depth] ?? ''}: ${JSON.stringify(value)}}`;
  return new MongoError(28, `Cannot create field '${path[depth + 1] ?? ''}' in element ${element}`);
}

/** Removes a field. An array element becomes null, as in MongoDB. */
export function removePath(doc: Doc, path: readonly string[]): void {
  const parent = readPath(doc, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent)) {
    if (DIGITS.test(last) && Number(last) < parent.length) parent[Number(last)] = null;
  } else if (isDoc(parent)) {
    Reflect.deleteProperty(parent, last);
  }
}
