import type { Caller } from '../context.js';
import { MAX_PROGRAMS } from '../operation/prepared-operation.js';
import type { RecentOperation } from '../operation/warm.js';

type SentCaller = Omit<Caller, 'scopes'> & { readonly scopes: readonly string[] };

/** A recent operation as a message has it. */
export interface SentOperation extends Omit<RecentOperation, 'variants'> {
  readonly variants: readonly (Omit<RecentOperation['variants'][number], 'caller'> & {
    readonly caller?: SentCaller | undefined;
  })[];
}

/**
 * Merges the operations of several workers. Each has its different variants once, and no more than one worker keeps.
 *
 * @param lists each with the most recent first, as the result has them
 */
export function mergeByRecency(lists: readonly (readonly SentOperation[])[]): SentOperation[] {
  const merged = new Map<string, SentOperation>();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let rank = 0; rank < longest; rank += 1) {
    for (const operation of lists.flatMap((list) => list[rank] ?? [])) {
      const key = JSON.stringify([operation.operationName, operation.text]);
      const variants = [...(merged.get(key)?.variants ?? []), ...operation.variants];
      merged.set(key, { ...operation, variants: withoutEqual(variants).slice(0, MAX_PROGRAMS) });
    }
  }
  return [...merged.values()];
}

function withoutEqual<Variant>(variants: readonly Variant[]): Variant[] {
  return [...new Map(variants.map((variant) => [JSON.stringify(variant), variant])).values()];
}

/** @returns the first operations that together have at most `maxSize` characters of JSON */
export function takeUpTo(maxSize: number, operations: readonly SentOperation[]): SentOperation[] {
  let size = 0;
  const end = operations.findIndex((operation) => (size += JSON.stringify(operation).length) > maxSize);
  return operations.slice(0, end === -1 ? undefined : end);
}

export function toSent({ text, operationName, variants }: RecentOperation): SentOperation {
  return {
    text,
    operationName,
    variants: variants.map(({ caller, ...rest }) => ({
      ...rest,
      caller: caller && { ...caller, scopes: [...caller.scopes] },
    })),
  };
}

export function fromSent({ text, operationName, variants }: SentOperation): RecentOperation {
  return {
    text,
    operationName,
    variants: variants.map(({ caller, ...rest }) => ({
      ...rest,
      caller: caller && { ...caller, scopes: new Set(caller.scopes) },
    })),
  };
}
