import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../faults.js';
import { getOwn, setOwn } from '../own-property.js';
import { meetsCondition } from '../type-relations.js';

const FRAGMENT = '... on ';

/** Applies the planner's rewrites to data that is sent to, or came from, a subgraph. It modifies the data. */
export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
): void {
  for (const rewrite of rewrites ?? []) {
    if (rewrite.path.length > 0) applyAt(schema, rewrite, 0, value);
  }
}

function applyAt(schema: GraphQLSchema, rewrite: FetchDataRewrite, depth: number, value: unknown): void {
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) applyAt(schema, rewrite, depth, element);
    return;
  }
  const element = rewrite.path[depth];
  if (!isRecord(value) || element === undefined) return;
  if (depth === rewrite.path.length - 1) {
    rewriteKey(rewrite, element, value);
  } else if (!element.startsWith(FRAGMENT)) {
    applyAt(schema, rewrite, depth + 1, getOwn(value, element));
  } else {
    // An object of unknown type is rewritten, since its `__typename` was not requested.
    const { __typename: typename } = value;
    if (typeof typename !== 'string' || meetsCondition(schema, typename, element.slice(FRAGMENT.length))) {
      applyAt(schema, rewrite, depth + 1, value);
    }
  }
}

function rewriteKey(rewrite: FetchDataRewrite, key: string, object: Record<string, unknown>): void {
  if (rewrite.kind === 'ValueSetter') {
    setOwn(object, key, rewrite.setValueTo);
    return;
  }
  const value = getOwn(object, key);
  if (value === undefined || value === null) return;
  setOwn(object, rewrite.renameKeyTo, value);
  setOwn(object, key, undefined);
}

/**
 * The `__typename` that rewrites give to the representation of an object of a type. `undefined` when the rewrites
 * change more.
 */
export function rewrittenTypename(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  typename: string,
): string | undefined {
  let current = typename;
  for (const rewrite of rewrites ?? []) {
    const [condition, key] = rewrite.path;
    if (rewrite.kind !== 'ValueSetter' || rewrite.path.length !== 2 || key !== '__typename') return undefined;
    if (condition?.startsWith(FRAGMENT) !== true || typeof rewrite.setValueTo !== 'string') return undefined;
    if (meetsCondition(schema, current, condition.slice(FRAGMENT.length))) current = rewrite.setValueTo;
  }
  return current;
}
