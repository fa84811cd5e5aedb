import { type Doc, isDoc, setField } from '../bson/document.js';
import { badValue, MongoError, notImplemented } from '../errors.js';
import { integerOf } from '../expression/arguments.js';
import type { Variables } from '../expression/scope.js';
import { matchedPosition } from '../update/positional.js';
import { fieldPredicate } from './matcher.js';
import {
  type Field,
  fieldsIn,
  isFlag,
  isOn,
  type Projection,
  projectionOf,
  simpleProjection,
} from './projection.js';

/** Changes the projected document. `doc` is the whole document. */
type Step = (result: Doc, doc: Doc) => void;

/** The projection of a find: fields, expressions, and the operators that select array elements. */
export function compileProjection(spec: Doc, filter: Doc, variables: Variables = {}): Projection | undefined {
  if (Object.keys(spec).length === 0) return undefined;
  const simple = simpleProjection(spec);
  if (simple !== undefined) return simple;
  const steps: Step[] = [];
  const all = fieldsIn(spec);
  if (all.filter(({ path }) => path.endsWith('.$')).length > 1)
    throw new MongoError(31276, 'Cannot specify more than one positional projection per query.');
  const kept = all.flatMap((field) => withoutArrays(field, filter, variables, steps));
  // In a projection that keeps fields, a sliced array is kept too.
  const first = kept.find(({ path }) => path !== '_id');
  const includes = first !== undefined && !(isFlag(first.value) && !isOn(first.value));
  const slices = all.filter(
    ({ path }) => !kept.some((field) => field.path === path || `${field.path}.$` === path),
  );
  const fields = includes ? [...kept, ...slices.map(({ path }) => ({ path, value: true }))] : kept;
  const project = fields.length === 0 ? (doc: Doc): Doc => ({ ...doc }) : projectionOf(fields, variables);
  return (doc) => {
    const result = project(doc);
    for (const step of steps) step(result, doc);
    return result;
  };
}

/** The fields left for `projectionOf`. An array operator becomes a step of its own. */
function withoutArrays({ path, value }: Field, filter: Doc, variables: Variables, steps: Step[]): Field[] {
  if (path.endsWith('.$')) {
    const array = path.slice(0, -2);
    if (!isFlag(value) || !isOn(value)) throw badValue(`positional projection of ${array} has to be true`);
    steps.push(positional(array, filter, variables));
    return [{ path: array, value: true }];
  }
  if (!isDoc(value)) return [{ path, value }];
  if ('$meta' in value) throw notImplemented('$meta in a projection');
  if ('$elemMatch' in value) {
    if (path.includes('.'))
      throw new MongoError(31275, 'Cannot use $elemMatch projection on a nested field.');
    steps.push(firstMatching(path, value.$elemMatch));
    return [{ path, value: true }];
  }
  if (!('$slice' in value) || isExpression(value.$slice)) return [{ path, value }];
  steps.push(sliced(path, value.$slice));
  return [];
}

/** `$slice` with its array as an argument is the expression, not the projection. */
const isExpression = (argument: unknown): boolean =>
  Array.isArray(argument) && (argument.length === 3 || !isFlag(argument[0]));

function positional(path: string, filter: Doc, variables: Variables): Step {
  return (result, doc) => {
    const position = matchedPosition(filter, doc, false, variables)(path);
    changeArrays(result, path.split('.'), (array) => {
      if (position === undefined)
        throw new MongoError(
          51246,
          "Executor error during find command: positional operator '.$' couldn't find a matching element in the array",
        );
      return array.slice(position, position + 1);
    });
  };
}

function firstMatching(path: string, condition: unknown): Step {
  if (!isDoc(condition)) throw badValue('elemMatch: Invalid argument, object required');
  const accepts = fieldPredicate('item', { $elemMatch: condition });
  return (result, doc) => {
    const array = Object.hasOwn(doc, path) ? doc[path] : undefined;
    const found = Array.isArray(array) ? array.filter((item: unknown) => accepts({ item: [item] })) : [];
    if (found.length > 0) setField(result, path, found.slice(0, 1));
    else Reflect.deleteProperty(result, path);
  };
}

function sliced(path: string, argument: unknown): Step {
  const [first, second] = (Array.isArray(argument) ? argument : [argument]) as unknown[];
  const start = integerOf('$slice', 'number', first, 28667);
  const count = second === undefined ? undefined : integerOf('$slice', 'number', second, 28667);
  if (count !== undefined && count <= 0) throw new MongoError(28724, '$slice limit must be positive');
  const pick = (array: readonly unknown[]): unknown[] => {
    if (count === undefined) return start >= 0 ? array.slice(0, start) : array.slice(start);
    const from = start < 0 ? Math.max(0, array.length + start) : start;
    return array.slice(from, from + count);
  };
  return (result) => {
    changeArrays(result, path.split('.'), pick);
  };
}

/** Replaces the arrays at a path. Copies the documents on the way, because they belong to the stored document. */
function changeArrays(
  doc: Doc,
  [name = '', ...rest]: readonly string[],
  change: (array: readonly unknown[]) => unknown[],
): void {
  const value = Object.hasOwn(doc, name) ? doc[name] : undefined;
  const inside = (item: unknown): unknown => {
    if (!isDoc(item)) return item;
    const copy = { ...item };
    changeArrays(copy, rest, change);
    return copy;
  };
  if (rest.length === 0) {
    if (Array.isArray(value)) setField(doc, name, change(value));
  } else if (Array.isArray(value)) setField(doc, name, value.map(inside));
  else if (isDoc(value)) setField(doc, name, inside(value));
}
