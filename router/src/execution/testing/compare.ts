import type { ExecutionResult, GraphQLError } from 'graphql';
import { MAX_ERRORS_PER_ANSWER } from '../faults.js';
import type { Answer } from './arena.js';
import { isAtNull, keysOf, nullOn, startsWith, valueAt } from './response-path.js';

/**
 * How an answer differs from that of the graph as a whole. The data must be equal, byte by byte. Each null that the graph
 * has an error for must have one, and no other null or value may. A failed field has the graph's message and code.
 *
 * One difference is tolerated: of several errors in an object that became null, any may be reported, since an executor
 * stops at the first that it meets.
 */
export function untruths(
  { data, errors, valueCompletion }: Answer,
  truth: ExecutionResult,
): readonly string[] {
  const expectedData = JSON.stringify(truth.data);
  if (data !== expectedData) {
    return [`not true: ${around(expectedData, data)} ≠ ${around(data, expectedData)}`];
  }
  const root = parsed(data);
  const expected = byNull(root, truth.errors ?? []);
  const actual = byNull(root, errors);
  const isCapped = errors.length >= MAX_ERRORS_PER_ANSWER;
  return [
    ...valueCompletion.map((error) => `explained without need: ${signature(error)}`),
    ...[...expected.keys()]
      .filter((at) => !isCapped && !actual.has(at))
      .map((at) => `no error at ${at}: ${signaturesOf(expected.get(at))}`),
    ...[...actual].flatMap(([at, found]) => {
      const known = expected.get(at);
      if (known === undefined) return [`an error without cause at ${at}: ${signaturesOf(found)}`];
      const isFieldItself = known.every(({ path }) => JSON.stringify(path) === at);
      if (!isFieldItself || signaturesOf(known) === signaturesOf(found)) return [];
      return [`at ${at}: ${signaturesOf(known)} ≠ ${signaturesOf(found)}`];
    }),
  ];
}

/** The errors by the path of the null that each one is at or in. */
function byNull(
  root: unknown,
  errors: readonly GraphQLError[],
): ReadonlyMap<string, readonly GraphQLError[]> {
  const found = new Map<string, GraphQLError[]>();
  for (const error of errors) {
    const path = error.path && nullOn(root, error.path);
    const at = path === undefined ? `no null for ${JSON.stringify(error.path)}` : JSON.stringify(path);
    found.set(at, [...(found.get(at) ?? []), error]);
  }
  return found;
}

function signaturesOf(errors: readonly GraphQLError[] = []): string {
  return [...new Set(errors.map(signature))].sort().join();
}

/**
 * How our answer differs from that of Apollo's executor. The data must be equal, byte by byte, and the errors equal by
 * path, code and message, except that:
 * - Paths are compared without list indexes: Apollo's executor counts objects of other types in them. `wrongPaths` checks
 *   ours.
 * - An error without a path in the client's response keys is compared without the path: Apollo's names `_entities`.
 * - Of several errors in an object that became null, any may be reported. Both must report one.
 * - The error of a field that only another field requires is at its object in ours, and at that field in Apollo's.
 * - The error of an entity or a fetch that is lost is at each missing field in ours. In Apollo's it is at the entity, or has
 *   no path.
 * - Apollo's executor has errors of fields that are not selected on any object at their path, or not on objects of the
 *   type that failed.
 * - Apollo's executor explains nulls only in an answer without errors.
 * - Apollo's executor says nothing where a required entity was not found. Ours names the field that it could not fetch.
 * - Ours may have an error without a path, of a fetch of the types of objects whose fields are all excluded. Apollo's is not
 *   asked for these objects.
 * @param isSelected whether the operation selects the field of an error on objects of the type that failed
 */
export function differences(
  stock: Answer,
  compiled: Answer,
  isSelected: (error: GraphQLError) => boolean = () => true,
): readonly string[] {
  if (stock.data !== compiled.data) {
    return [`data: ${around(stock.data, compiled.data)} ≠ ${around(compiled.data, stock.data)}`];
  }
  const root = parsed(compiled.data);
  return (['errors', 'valueCompletion'] as const).flatMap((part) => [
    ...without(compiled[part], stock[part])
      .filter((error) => isCaused(root, error) && isSelected(error))
      .filter((error) => !isInNullOf(root, compiled[part], error))
      .filter((error) => !compiled[part].some((ours) => isAround(ours, error) || isAround(error, ours)))
      .map((error) => `${part}: missing ${signature(error)}`),
    ...without(stock[part], compiled[part])
      .filter((error) => !stock[part].some((theirs) => isAround(error, theirs) || isAround(theirs, error)))
      .filter((error) => !isUnfetched(error) && error.path !== undefined)
      .filter((error) => !isInSameNull(root, error, stock[part]))
      .filter(() => part === 'errors' || stock.errors.length === 0)
      .map((error) => `${part}: unexpected ${signature(error)}`),
  ]);
}

function without(others: readonly GraphQLError[], errors: readonly GraphQLError[]): readonly GraphQLError[] {
  const known = new Set(others.map(signature));
  return errors.filter((error) => !known.has(signature(error)));
}

/** Whether a value at an error's path is null, in any elements of its lists. */
function isCaused(root: unknown, { path }: GraphQLError): boolean {
  return path === undefined || isInternal(path) || isAtNull(root, keysOf(path));
}

/** Whether an error is in a null that one of our errors is at or in too, by response keys. */
function isInNullOf(root: unknown, ours: readonly GraphQLError[], { path }: GraphQLError): boolean {
  if (path === undefined) return false;
  const keys = keysOf(path);
  return ours.some((error) => {
    const at = error.path && nullOn(root, error.path);
    return at !== undefined && startsWith(keys, keysOf(at)) && keys.length > keysOf(at).length;
  });
}

/** Whether an error of ours is in an object that became null, with other errors in the same one. */
function isInSameNull(root: unknown, { path }: GraphQLError, others: readonly GraphQLError[]): boolean {
  const at = path && nullOn(root, path);
  if (path === undefined || at === undefined || at.length === path.length) return false;
  return others.some((error) => error.path !== undefined && startsWith(keysOf(error.path), keysOf(at)));
}

/** Whether two errors are the same but for their paths, and the first is at an object of the second, or has no path. */
function isAround(outer: GraphQLError, inner: GraphQLError): boolean {
  return (
    outer.message === inner.message &&
    outer.extensions.code === inner.extensions.code &&
    startsWith(keysIn(inner), keysIn(outer))
  );
}

function isUnfetched({ message }: GraphQLError): boolean {
  return message.startsWith('Cannot fetch field ');
}

/** Errors whose path leads to no null and to no object: an error stands for a missing value, or a required one. */
export function wrongPaths({ data, errors, valueCompletion }: Answer): readonly string[] {
  const root = parsed(data);
  return [...errors, ...valueCompletion]
    .filter(({ path }) => path !== undefined && !isOfMissing(root, path))
    .map((error) => `at a value that is there: ${signature(error)}`);
}

function isOfMissing(root: unknown, path: readonly (string | number)[]): boolean {
  if (nullOn(root, path) !== undefined) return true;
  const value = valueAt(root, path);
  return typeof value === 'object' && value !== null;
}

function signature(error: GraphQLError): string {
  const { message, extensions } = error;
  return JSON.stringify([keysIn(error).join('.'), extensions.code ?? 'DOWNSTREAM_SERVICE_ERROR', message]);
}

/** The response keys of an error's path: none without one in the client's response keys. */
function keysIn({ path }: GraphQLError): readonly string[] {
  return path === undefined || isInternal(path) ? [] : keysOf(path);
}

function isInternal(path: readonly (string | number)[]): boolean {
  return path.includes('_entities') || path.includes('@');
}

function parsed(data: string | undefined): unknown {
  return data === undefined ? null : (JSON.parse(data) as unknown);
}

function around(text: string | undefined, other: string | undefined): string {
  if (text === undefined || other === undefined) return String(text);
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return text.slice(Math.max(0, at - 80), at + 160);
}
