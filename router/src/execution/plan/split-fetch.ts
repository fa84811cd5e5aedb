import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters } from 'graphql';
import type { FieldNode, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { withoutUnusedVariables } from '../operation.js';
import { inlineFragments } from './inline-fragments.js';
import type { PlannerSupergraph } from './planner-supergraph.js';
import { parseFetchOperation } from './selections.js';

/** By the path of a field in a representation, the fields whose values are needed there. */
type Values = Map<string, Set<string>>;

/** Some fields of an entity, and what they require. */
export class FetchPart {
  readonly fields = new Set<FieldNode>();
  /** The types that the fields are selected on. */
  readonly on = new Set<string>();
  readonly required: Values = new Map();
  readonly types: readonly string[] | undefined;

  /** @param types of the entities that are asked for these fields. Default: all */
  constructor(types?: readonly string[]) {
    this.types = types;
  }

  add(field: FieldNode, on: string, required: Values): void {
    this.fields.add(field);
    this.on.add(on);
    for (const [path, names] of required) {
      const known = this.required.get(path) ?? new Set<string>();
      this.required.set(path, known);
      for (const name of names) known.add(name);
    }
  }
}

/** @returns several fetches when the fields of one require different values of one field, each of some of its fields */
export function splitFetch(fetch: FetchNode, supergraph: PlannerSupergraph): readonly FetchNode[] {
  const { requires } = fetch;
  if (requires === undefined) return [fetch];
  const whole = inlinedOperation(fetch);
  const parts: FetchPart[] = [];
  eachEntityField(whole, (field, typeName) => {
    const required = requiredValues(fetch, field, typeName, supergraph);
    let part = parts.find((candidate) => !contradict(candidate.required, required));
    if (part === undefined) parts.push((part = new FetchPart()));
    part.add(field, typeName, required);
  });
  if (parts.length < 2) return [fetch];
  return parts.map((part) => fetchOf(part, parts, { fetch, operation: whole, supergraph }));
}

/** An entity fetch that is split. */
interface WholeFetch {
  readonly fetch: FetchNode;
  /** Without named fragments. */
  readonly operation: OperationDefinitionNode;
  readonly supergraph: PlannerSupergraph;
}

/** The fetch of one part, with what its fields require alone. */
export function fetchOf(
  part: FetchPart,
  parts: readonly FetchPart[],
  { fetch, operation: whole, supergraph }: WholeFetch,
): FetchNode {
  const operation = withoutUnusedVariables(partOf(whole, part.fields));
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(operation)),
    variableUsages: variablesOf(operation),
    requires: requiredBy(fetch, part, parts, supergraph),
  };
}

/** The values that a field requires in the representation of its entity. */
export function requiredValues(
  { serviceName }: FetchNode,
  field: FieldNode,
  typeName: string,
  supergraph: PlannerSupergraph,
): Values {
  const values: Values = new Map();
  const requirement = supergraph.requirementOf(serviceName, typeName, field.name.value);
  if (requirement !== undefined) addValues(requirement, '', supergraph, values);
  return values;
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
  values: Values,
): void {
  for (const node of selections) {
    if (node.kind === Kind.FRAGMENT_SPREAD) continue;
    if (node.kind === Kind.INLINE_FRAGMENT) {
      addValues(node.selectionSet, prefix, supergraph, values);
      continue;
    }
    const path = prefix + sentName(node.name.value, supergraph);
    values.set(path, (values.get(path) ?? new Set<string>()).add(node.name.value));
    if (node.selectionSet !== undefined) addValues(node.selectionSet, `${path}.`, supergraph, values);
  }
}

function sentName(name: string, { requiredFields }: PlannerSupergraph): string {
  return requiredFields.get(name)?.name.value ?? name;
}

function contradict(some: Values, others: Values): boolean {
  return [...others].some(([path, names]) => {
    const known = some.get(path);
    return known !== undefined && [...names].some((name) => !known.has(name));
  });
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

/** Whether objects of one type may be of the other. An absent type is any. */
function mayBe(type: string, other: string | undefined, supergraph: PlannerSupergraph): boolean {
  if (type === '' || other === undefined || type === other) return true;
  return supergraph.interfacesOf(type).includes(other) || supergraph.interfacesOf(other).includes(type);
}

function isValue(node: QueryPlanSelectionNode): boolean {
  return node.kind !== 'Field' || node.name !== '__typename';
}

/** The fields of a representation for one part: without those that only fields of other parts require. */
function requiredBy(
  { requires = [], serviceName }: FetchNode,
  part: FetchPart,
  parts: readonly FetchPart[],
  supergraph: PlannerSupergraph,
): QueryPlanSelectionNode[] {
  const filter = (
    selections: readonly QueryPlanSelectionNode[],
    prefix: string,
    typeName: string | undefined,
  ): QueryPlanSelectionNode[] =>
    selections.flatMap((node): QueryPlanSelectionNode[] => {
      if (node.kind === 'InlineFragment') {
        const on = node.typeCondition ?? typeName;
        if (prefix === '' && ![...part.on].some((type) => mayBe(type, on, supergraph))) return [];
        const left = filter(node.selections, prefix, on);
        return left.some(isValue) ? [{ ...node, selections: left }] : [];
      }
      const isKey = prefix === '' && supergraph.isKeyField(serviceName, typeName ?? '', node.name);
      if (isKey) return [node];
      const path = prefix + sentName(node.name, supergraph);
      const isRequired = ({ required }: FetchPart) => required.get(path)?.has(node.name) === true;
      if (!isRequired(part) && parts.some(isRequired)) return [];
      const { selections: below } = node;
      return [below === undefined ? node : { ...node, selections: filter(below, `${path}.`, undefined) }];
    });
  return filter(requires, '', undefined);
}

function variablesOf(operation: OperationDefinitionNode): string[] {
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return names.filter((name) => name !== 'representations');
}
