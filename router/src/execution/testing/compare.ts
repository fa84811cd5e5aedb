import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Answer } from './arena.js';

/**
 * The results that two executors must agree on: the data, key by key, and the set of errors by path, code and message.
 *
 * Five differences are allowed:
 * - Apollo's executor counts objects of other types in the list indexes of entity errors, so its indexes are wrong;
 *   `wrongPaths` checks ours instead.
 * - Where an error has no path in the client's response keys, Apollo's path names its own `_entities`.
 * - Of the errors in an object that became null, a subgraph reports only those that it met before, which depends on the
 *   order of the requested fields.
 * - Where a required entity was not found, Apollo's executor reports nothing; ours names the field that it could not
 *   fetch.
 * - Apollo's executor reports errors of fields that were requested of other types only.
 */
export function differences(stock: Answer, compiled: Answer): readonly string[] {
  const found: string[] = [];
  if (stock.data !== compiled.data) {
    found.push(`data: ${around(stock.data, compiled.data)} ≠ ${around(compiled.data, stock.data)}`);
  }
  for (const part of ['errors', 'flaws'] as const) {
    const expected = stock[part];
    const actual = compiled[part];
    for (const error of without(actual, expected, stock)) found.push(`${part}: missing ${error}`);
    for (const error of without(expected, actual, compiled)) found.push(`${part}: unexpected ${error}`);
  }
  return found;
}

/** The errors of an answer that the other answer lacks, except the allowed differences. */
function without(
  others: readonly GraphQLError[],
  errors: readonly GraphQLError[],
  { data }: Answer,
): readonly string[] {
  const known = new Set(others.map(signature));
  const root: unknown = data === undefined ? null : JSON.parse(data);
  const explained = new Set(others.map((error) => nullAbove(root, error)));
  const lacking = errors.filter(
    (error) =>
      !known.has(signature(error)) &&
      !isUnfetched(root, error) &&
      !isUnasked(root, error) &&
      !(explained.has(nullAbove(root, error)) && nullAbove(root, error) !== undefined),
  );
  return [...new Set(lacking.map(signature))];
}

/** Whether an error reports that a field is null because it could not be fetched. */
function isUnfetched(root: unknown, { path, message }: GraphQLError): boolean {
  return message.startsWith('Cannot fetch field ') && path !== undefined && !isThere(root, path);
}

/** Whether an error is of a field that was not requested of the object at its path, but of other types there. */
function isUnasked(root: unknown, { path = [] }: GraphQLError): boolean {
  let at = root;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null) return false;
    if (!Array.isArray(at) && !Object.hasOwn(at, segment)) return true;
    at = (at as Record<string | number, unknown>)[segment];
  }
  return false;
}

/** The response path of the null above an error. */
function nullAbove(root: unknown, { path = [] }: GraphQLError): string | undefined {
  let at = root;
  for (const [index, segment] of path.entries()) {
    if (at === null) return path.slice(0, index).join('.');
    if (typeof at !== 'object' || !Object.hasOwn(at, segment)) return undefined;
    at = (at as Record<string | number, unknown>)[segment];
  }
  return undefined;
}

/** Where entities are always found, an answer has the data of the graph as a whole, and says where some is missing. */
export function untruths({ data, errors, flaws }: Answer, truth: ExecutionResult): readonly string[] {
  const expected = JSON.stringify(truth.data);
  const missing = truth.errors ?? [];
  const said = [...errors, ...flaws];
  const found =
    said.length > 0 === missing.length > 0
      ? []
      : [`said: ${said.map(signature).join()} for: ${missing.map(signature).join()}`];
  if (data === expected) return found;
  return [...found, `not true: ${around(expected, data)} ≠ ${around(data, expected)}`];
}

function signature({ path, message, extensions }: GraphQLError): string {
  const isInternal = path?.includes('_entities') === true || path?.includes('@') === true;
  const place = isInternal ? undefined : path?.filter((segment) => typeof segment === 'string').join('.');
  return JSON.stringify([place === '' ? undefined : place, extensions.code, message]);
}

function around(text: string | undefined, other: string | undefined): string {
  if (text === undefined || other === undefined) return String(text);
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return text.slice(Math.max(0, at - 80), at + 160);
}

/** Errors whose path leads to an existing value, although an error stands for a missing one. */
export function wrongPaths({ data, errors }: Answer): readonly string[] {
  const root: unknown = data === undefined ? null : JSON.parse(data);
  return errors
    .filter(({ path }) => path !== undefined && isThere(root, path))
    .map((error) => signature(error));
}

function isThere(root: unknown, path: readonly (string | number)[]): boolean {
  let at = root;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null) return false;
    if (!Object.hasOwn(at, segment)) return false;
    at = (at as Record<string | number, unknown>)[segment];
  }
  // The error of a field that only another field requires is reported at its object, which may exist.
  return at !== null && typeof at !== 'object';
}
