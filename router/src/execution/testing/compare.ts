import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Answer } from './arena.js';

/**
 * The results that two executors must agree on: the data, key by key, and the set of errors by path, code and message.
 *
 * Five things are left out. Where the stock executor numbers entities among all objects at a place, though those of
 * other types were not asked for, its list indexes are wrong; so indexes are not compared here but by
 * `wrongPaths`. And where an error has no place in the client's terms, the stock executor's path names its own
 * `_entities`. Of the errors in an object that one of them made null, a subgraph tells
 * those that it met before: how many depends on the order of the fields that it was asked for. And where a required
 * entity was not found, the stock executor says nothing, and this one says which field it could not fetch. And the stock
 * executor tells errors of fields that were asked of other types alone.
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

/** The errors of an answer that others lack, without those that may be told or not. */
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

/** Whether an error says that a null stands for a field that could not be fetched. */
function isUnfetched(root: unknown, { path, message }: GraphQLError): boolean {
  return message.startsWith('Cannot fetch field ') && path !== undefined && !isThere(root, path);
}

/** Whether an error is of a field that was not asked of the object that it is told at, but of others there. */
function isUnasked(root: unknown, { path = [] }: GraphQLError): boolean {
  let at = root;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null) return false;
    if (!Array.isArray(at) && !Object.hasOwn(at, segment)) return true;
    at = (at as Record<string | number, unknown>)[segment];
  }
  return false;
}

/** The place of the null that stands for an object in which an error is. */
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

/** Errors whose path leads to something that is there: an error stands for what is missing. */
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
  // The error of a field that only another one requires is told at its object, which may be there.
  return at !== null && typeof at !== 'object';
}
