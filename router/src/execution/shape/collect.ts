import { GraphQLError, Kind, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  FragmentSpreadNode,
  GraphQLAbstractType,
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../conditions.js';
import type { Conditions } from '../conditions.js';
import { deferredBy } from '../incremental/deferred-fragments.js';
import { fragmentOf } from '../operation.js';
import { meetsCondition } from '../type-relations.js';

/** A selection set and its parent type. */
export interface Source {
  readonly set: SelectionSetNode;
  readonly on: GraphQLCompositeType;
  /** The deferred fragment that it is part of. */
  readonly deferred?: number | undefined;
}

/** The nodes of one response key. */
export interface Collected {
  readonly nodes: readonly CollectedNode[];
}

interface CollectedNode {
  readonly node: FieldNode;
  readonly on: GraphQLCompositeType;
  /** The deferred fragment that it is part of. */
  readonly deferred?: number | undefined;
}

export interface CollectScope {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
}

/**
 * The fields that apply to an object of a type, by response key, in the document's order.
 *
 * @param onDeferred called with each deferred fragment that begins at the object
 */
export function collectFields(
  scope: CollectScope,
  typename: string,
  sources: readonly Source[],
  onDeferred?: (fragment: number) => void,
): ReadonlyMap<string, Collected> {
  const fields = new Map<string, CollectedNode[]>();
  // A fragment that was already applied on a type adds no fields when it is spread again.
  const spread = new Set<string>();
  const begin = (selection: InlineFragmentNode | FragmentSpreadNode) => {
    const begun = onDeferred && deferredBy(selection, scope.conditions);
    if (begun !== undefined) onDeferred?.(begun);
    return begun;
  };
  const collect = ({ set, on, deferred }: Source): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection, scope.conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        addNode(fields, { node: selection, on, deferred });
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
      }
      const fragment = fragmentOf(selection, scope.fragments);
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      if (condition !== undefined && !meetsCondition(scope.schema, typename, condition)) continue;
      const type = condition === undefined ? on : compositeType(scope.schema, condition);
      collect({ set: fragment.selectionSet, on: type, deferred: begin(selection) ?? deferred });
    }
  };
  sources.forEach(collect);
  return new Map([...fields].map(([key, nodes]) => [key, { nodes }]));
}

function addNode(fields: Map<string, CollectedNode[]>, added: CollectedNode): void {
  const key = added.node.alias?.value ?? added.node.name.value;
  const nodes = fields.get(key);
  if (nodes === undefined) fields.set(key, [added]);
  else nodes.push(added);
}

/** Whether the selections ask for an object's type, or ask objects of some types for more than others. */
export function dependOnType(
  scope: CollectScope,
  type: GraphQLAbstractType,
  sources: readonly Source[],
): boolean {
  const count = (fields: ReadonlyMap<string, Collected>) =>
    [...fields.values()].reduce((sum, { nodes }) => sum + nodes.length, 0);
  const ofAll = collectFields(scope, type.name, sources);
  const asksForType = [...ofAll.values()].some(({ nodes }) => nodes[0]?.node.name.value === '__typename');
  if (asksForType) return true;
  return scope.schema
    .getPossibleTypes(type)
    .some(({ name }) => count(collectFields(scope, name, sources)) > count(ofAll));
}

function compositeType(schema: GraphQLSchema, name: string): GraphQLCompositeType {
  const type = schema.getType(name);
  if (type === undefined || !('getFields' in type || 'getTypes' in type)) {
    throw new GraphQLError(`"${name}" is not a type that has fields.`);
  }
  return type as GraphQLCompositeType;
}

/** The type of a field on its parent type. */
export function fieldTypeOn(on: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  return isObjectType(on) || isInterfaceType(on) ? on.getFields()[name]?.type : undefined;
}

/** The selection sets below a field's nodes. */
export function sourcesOf({ nodes }: Collected): readonly Source[] {
  return nodes.flatMap(({ node, on, deferred }) => {
    const type = fieldTypeOn(on, node.name.value);
    if (node.selectionSet === undefined || type === undefined) return [];
    return [{ set: node.selectionSet, on: getNamedType(type) as GraphQLCompositeType, deferred }];
  });
}
