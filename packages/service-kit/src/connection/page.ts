import { badUserInput } from '../errors.js';

/** A connection field's arguments in GraphQL. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** The requested page. */
export interface Page {
  /** The number of items, 1 to {@link MAX_PAGE_SIZE}. */
  readonly size: number;
  /** Whether the items are counted from the end of the list. */
  readonly fromEnd: boolean;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** @throws PublicError BAD_USER_INPUT when `first` and `last` are both given, or not from 1 to 100 */
export function parsePage({ first, after, last, before }: PageArguments): Page {
  if (first != null && last != null) throw badUserInput('Give either first or last, not both.');
  const size = last ?? first ?? DEFAULT_PAGE_SIZE;
  if (size < 1 || size > MAX_PAGE_SIZE) {
    throw badUserInput(`${last == null ? 'first' : 'last'} must be from 1 to ${MAX_PAGE_SIZE}.`);
  }
  return { size, fromEnd: last != null, after: after ?? undefined, before: before ?? undefined };
}
