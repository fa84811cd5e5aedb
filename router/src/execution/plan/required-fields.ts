import type { FetchNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { print, stripIgnoredCharacters, visit } from 'graphql';
import { mapFetches } from './map-fetches.js';
import type { PlannerSupergraph, RequiredField } from './planner-supergraph.js';
import { parseFetchOperation } from './selections.js';
import { splitFetch } from './split-fetch.js';

type RequiredFields = ReadonlyMap<string, RequiredField>;

/**
 * The plan in the subgraphs' terms. A required field with arguments is fetched under the name of the field that stands
 * for it, and sent in representations under the name that the subgraph knows. An entity fetch that would need two
 * values of one field becomes several.
 */
export function restoreRequiredFields(plan: QueryPlan, supergraph: PlannerSupergraph): QueryPlan {
  if (supergraph.requiredFields.size === 0) return plan;
  return mapFetches(plan, (node) =>
    splitFetch(node, supergraph).map((fetch) => restoreFetch(fetch, supergraph.requiredFields)),
  );
}

function restoreFetch(fetch: FetchNode, requiredFields: RequiredFields): FetchNode {
  return {
    ...fetch,
    operation: restoreOperation(fetch.operation, requiredFields),
    ...(fetch.requires === undefined ? {} : { requires: restoreSelections(fetch.requires, requiredFields) }),
  };
}

function restoreOperation(text: string, requiredFields: RequiredFields): string {
  const { document } = parseFetchOperation(text);
  const restored = visit(document, {
    Field: (node) => {
      const required = requiredFields.get(node.name.value);
      return required === undefined ? undefined : { ...node, alias: node.alias ?? node.name, ...required };
    },
  });
  return restored === document ? text : stripIgnoredCharacters(print(restored));
}

/** An alias in a representation is the key under which the value is in the data; the name is what it is sent as. */
function restoreSelections(
  selections: readonly QueryPlanSelectionNode[],
  requiredFields: RequiredFields,
): QueryPlanSelectionNode[] {
  return selections.map((node) => {
    const below = node.selections && { selections: restoreSelections(node.selections, requiredFields) };
    if (node.kind === 'InlineFragment') return { ...node, ...below };
    const required = requiredFields.get(node.name);
    if (required === undefined) return { ...node, ...below };
    return { ...node, alias: node.alias ?? node.name, name: required.name.value, ...below };
  });
}
