import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../faults.js';
import { getOwn, setOwn } from '../own-property.js';
import { meetsCondition } from '../type-relations.js';
import { mergeValue } from './merge.js';
import { applyRewrites } from './rewrites.js';

/**
 * Representations that few plans need: from several fragments at once, or with rewritten keys. They are built as
 * objects and then serialized.
 */
export function genericRepresentation(
  object: Record<string, unknown>,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[] | undefined,
  schema: GraphQLSchema,
): string | undefined {
  const representation = select(object, requires, schema);
  if (representation === null || typeof getOwn(representation, '__typename') !== 'string') return undefined;
  applyRewrites(schema, rewrites, representation);
  return JSON.stringify(representation);
}

/** @returns null when a field is missing; the fetch that should have brought it has reported its failure */
function select(
  source: unknown,
  selections: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): Record<string, unknown> | null {
  if (!isRecord(source)) return null;
  const result: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const { __typename: typename } = source;
      if (selection.typeCondition === undefined || typeof typename !== 'string') continue;
      if (!meetsCondition(schema, typename, selection.typeCondition)) continue;
      const part = select(source, selection.selections, schema);
      if (part !== null) mergeValue(result, part, schema);
      continue;
    }
    const key = selection.alias ?? selection.name;
    const value = getOwn(source, key);
    if (value === undefined) return null;
    const { name, selections: below } = selection;
    setOwn(result, name, below === undefined ? value : selectEach(value, below, schema));
  }
  return result;
}

/** The same for an object, or a list of objects or lists. */
function selectEach(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): unknown {
  if (!Array.isArray(value)) return select(value, selections, schema);
  return value.map((element) => selectEach(element, selections, schema));
}
