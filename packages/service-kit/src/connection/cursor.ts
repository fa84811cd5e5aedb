import { badUserInput } from '../errors.js';

/** A value that a list can be sorted by. */
export type SortValue = string | number | Date;

const MAX_CURSOR_LENGTH = 2_000;

/**
 * Encodes an item's position in a list as the values of its sort keys. Cursors are opaque to clients, but not secret.
 */
export function encodeCursor(sort: string, values: readonly SortValue[]): string {
  const plain = values.map((value) => (value instanceof Date ? { d: value.getTime() } : value));
  return Buffer.from(JSON.stringify([sort, ...plain])).toString('base64url');
}

/**
 * Decodes a position in a list sorted by `sort`. Each value must have the type of its key, so that even a forged cursor
 * puts only plain values into a query.
 *
 * @throws PublicError BAD_USER_INPUT when it is not a cursor of this sort
 */
export function decodeCursor(cursor: string, sort: string, types: readonly SortValueType[]): SortValue[] {
  const parts = parse(cursor);
  if (parts?.length !== types.length + 1 || parts[0] !== sort) throw notACursor();
  return types.map((type, index) => readValue(type, parts[index + 1]));
}

export type SortValueType = 'string' | 'number' | 'date';

function readValue(type: SortValueType, value: unknown): SortValue {
  if (type === 'string' && typeof value === 'string') return value;
  if (type === 'number' && typeof value === 'number') return value;
  if (type === 'date' && typeof value === 'object' && value !== null && 'd' in value) {
    const date = new Date(typeof value.d === 'number' ? value.d : NaN);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw notACursor();
}

/** Whether a cursor claims to be of a list sorted by `sort`. Its values may still be refused. */
export function isCursorOf(cursor: string, sort: string): boolean {
  return parse(cursor)?.[0] === sort;
}

function parse(cursor: string): readonly unknown[] | undefined {
  if (cursor.length > MAX_CURSOR_LENGTH) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

export function notACursor() {
  return badUserInput(
    'That is no cursor of this list: take one from an edge or from pageInfo, with the same sort.',
  );
}
