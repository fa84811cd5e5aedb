import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters } from 'graphql';
import type { FieldNode, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { withoutUnusedVariables } from '../operation.js';
import { inlineFragments } from './inline-fragments.js';
import type { PlannerSupergraph } from './planner-supergraph.js';
import { parseFetchOperation } from './selections.js';

/** By the path of a field in a representation, the field whose value stands there. */
type Values = ReadonlyMap<string, string>;

/** Fields of an entity that one representation can hold all requirements of. */
interface Part {
  readonly fields: Set<FieldNode>;
  readonly values: Map<string, string>;
}

/** @returns several fetches when the fields of one require different values of one field, each of some of its fields */
export function splitFetch(fetch: FetchNode, supergraph: PlannerSupergraph): readonly FetchNode[] {
  const { requires } = fetch;
  if (requires === undefined) return [fetch];
  const whole = inlinedOperation(fetch);
  const parts: Part[] = [];
  eachEntityField(whole, (field, typeName) => {
    const requirement = supergraph.requirementOf(fetch.serviceName, typeName, field.name.value);
    const values = new Map<string, string>();
    if (requirement !== undefined) addValues(requirement, '', supergraph, values);
    let part = parts.find((candidate) => !contradict(candidate.values, values));
    if (part === undefined) parts.push((part = { fields: new Set(), values: new Map() }));
    part.fields.add(field);
    for (const [path, name] of values) part.values.set(path, name);
  });
  if (parts.length < 2) return [fetch];
  return parts.map((part) => ({
    ...fetchOfFields(fetch, whole, part.fields),
    requires: requiredBy(requires, part, parts, supergraph),
  }));
}

/** The same entity fetch for some of its fields. */
export function fetchOfFields(
  fetch: FetchNode,
  whole: OperationDefinitionNode,
  fields: ReadonlySet<FieldNode>,
): FetchNode {
  const operation = withoutUnusedVariables(partOf(whole, fields));
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(operation)),
    variableUsages: variablesOf(operation),
  };
}

/** The operation of a fetch without named fragments. */
export function inlinedOperation({ operation }: FetchNode): OperationDefinitionNode {
  const { definition, fragments } = parseFetchOperation(operation);
  return { ...definition, selectionSet: inlineFragments(definition.selectionSet, fragments) };
}

/** The fields right below `_entities`, each with the type that it is asked of. */
export function eachEntityField(
  { selectionSet }: OperationDefinitionNode,
  found: (field: FieldNode, typeName: string) => void,
): void {
  const search = ({ selections }: SelectionSetNode, typeName: string): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) found(node, typeName);
      else if (node.kind === Kind.INLINE_FRAGMENT) {
        search(node.selectionSet, node.typeCondition?.name.value ?? typeName);
      }
    }
  };
  for (const node of selectionSet.selections) {
    if (node.kind === Kind.FIELD && node.selectionSet !== undefined) search(node.selectionSet, '');
  }
}

function addValues(
  { selections }: SelectionSetNode,
  prefix: string,
  supergraph: PlannerSupergraph,
  values: Map<string, string>,
): void {
  for (const node of selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD) continue;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      addValues(node.selectionSet, prefix, supergraph, values);
      continue;
    }
    const path = prefix + sentName(node.name.value, supergraph);
    values.set(path, node.name.value);
    if (node.selectionSet !== undefined) addValues(node.selectionSet, `${path}.`, supergraph, values);
  }
}

function sentName(name: string, { requiredFields }: PlannerSupergraph): string {
  return requiredFields.get(name)?.name.value ?? name;
}

function contradict(some: Values, others: Values): boolean {
  return [...others].some(([path, name]) => some.has(path) && some.get(path) !== name);
}

function partOf(whole: OperationDefinitionNode, fields: ReadonlySet<FieldNode>): OperationDefinitionNode {
  const keep = (node: SelectionNode): readonly SelectionNode[] => {
    if (node.kind === Kind.FIELD) return fields.has(node) ? [node] : [];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const selections = node.selectionSet.selections.flatMap(keep);
    return selections.length === 0 ? [] : [{ ...node, selectionSet: { ...node.selectionSet, selections } }];
  };
  const selections = whole.selectionSet.selections.map((node) => {
    if (node.kind !== Kind.FIELD || node.selectionSet === undefined) return node;
    const kept = node.selectionSet.selections.flatMap(keep);
    return { ...node, selectionSet: { ...node.selectionSet, selections: kept } };
  });
  return { ...whole, selectionSet: { ...whole.selectionSet, selections } };
}

/** The fields of a representation for one part: of a field with several values, the one that the part needs. */
function requiredBy(
  requires: readonly QueryPlanSelectionNode[],
  part: Part,
  parts: readonly Part[],
  supergraph: PlannerSupergraph,
): QueryPlanSelectionNode[] {
  const filter = (selections: readonly QueryPlanSelectionNode[], prefix: string): QueryPlanSelectionNode[] =>
    selections.flatMap((node): QueryPlanSelectionNode[] => {
      if (node.kind === 'InlineFragment') {
        return [{ ...node, selections: filter(node.selections, prefix) }];
      }
      const path = prefix + sentName(node.name, supergraph);
      const names = new Set(parts.flatMap(({ values }) => values.get(path) ?? []));
      if (names.has(node.name) && names.size > 1 && part.values.get(path) !== node.name) return [];
      const { selections: below } = node;
      return [below === undefined ? node : { ...node, selections: filter(below, `${path}.`) }];
    });
  return filter(requires, '');
}

function variablesOf(operation: OperationDefinitionNode): string[] {
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return names.filter((name) => name !== 'representations');
}
