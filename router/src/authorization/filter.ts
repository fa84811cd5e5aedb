import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
} from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { BARE_FIELD, BARE_SELECTION } from '../execution/bare-objects.js';
import { isCondition } from '../execution/conditions.js';
import { fragmentOf, withoutUnusedVariables, type OperationParts } from '../execution/operation.js';
import type { Grants } from './grants.js';
import type { Requirements } from './requirements.js';

/** A field, or a fragment on a type, that was removed from an operation. */
export interface Removal {
  /** In response keys, down to the first list: indexes of items are known only when the data has arrived. */
  readonly path: readonly string[];
  /** The `@skip` and `@include` directives around it. When one of them excludes it, the client lost nothing. */
  readonly conditions: readonly DirectiveNode[];
}

/** The rest of an operation, and the parts that were removed. */
export interface Filtered {
  /** Holds the operation alone, with its fragments inlined. Null when no root field is left. */
  readonly document: DocumentNode | null;
  readonly removals: readonly Removal[];
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly requirements: Requirements;
  readonly grants: Grants;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly removals: Removal[];
}

interface Position {
  readonly path: readonly string[];
  readonly isBelowList: boolean;
  readonly conditions: readonly DirectiveNode[];
}

const ROOT: Position = { path: [], isBelowList: false, conditions: [] };

/**
 * Removes the fields that the caller may not see from every path of an operation. An object of which no field is left
 * is still fetched, so that the answer shows that it exists, with null for the removed fields.
 */
export function filterOperation(
  { schema, definition: operation, fragments }: OperationSource,
  requirements: Requirements,
  grants: Grants,
): Filtered {
  const walk: Walk = { schema, requirements, grants, fragments, removals: [] };
  const root = schema.getRootType(operation.operation);
  if (!root || !grants.satisfy(requirements.ofType(root.name))) {
    return { document: null, removals: [ROOT] };
  }
  const selectionSet = filterSelections(operation.selectionSet, root, ROOT, walk);
  const left = selectionSet && withoutUnusedVariables({ ...operation, selectionSet });
  return {
    document: left === undefined ? null : { kind: Kind.DOCUMENT, definitions: [left] },
    removals: walk.removals,
  };
}

interface OperationSource extends OperationParts {
  /** The API schema. */
  readonly schema: GraphQLSchema;
}

/** @returns undefined when nothing is left */
function filterSelections(
  selectionSet: SelectionSetNode,
  parent: GraphQLCompositeType,
  position: Position,
  walk: Walk,
): SelectionSetNode | undefined {
  const selections = selectionSet.selections.flatMap((selection): readonly SelectionNode[] => {
    const inner = { ...position, conditions: [...position.conditions, ...conditionsOf(selection)] };
    const left =
      selection.kind === Kind.FIELD
        ? filterField(selection, parent, inner, walk)
        : filterFragment(selection, parent, inner, walk);
    if (left !== undefined) return [left];
    // The removed fields are null for objects of that type only, so the type must be known.
    return selection.kind !== Kind.FIELD && isAbstractType(parent) ? [BARE_FIELD] : [];
  });
  return selections.length === 0 ? undefined : { ...selectionSet, selections };
}

function filterField(
  field: FieldNode,
  parent: GraphQLCompositeType,
  position: Position,
  walk: Walk,
): FieldNode | undefined {
  const name = field.name.value;
  if (name.startsWith('__') || !(isObjectType(parent) || isInterfaceType(parent))) return field;
  const definition = parent.getFields()[name];
  if (definition === undefined) return field;
  const path = position.isBelowList ? position.path : [...position.path, field.alias?.value ?? name];
  const type = getNamedType(definition.type);
  const { requirements, grants } = walk;
  if (
    !grants.satisfy(requirements.ofField(parent.name, name)) ||
    !grants.satisfy(requirements.ofType(type.name))
  ) {
    walk.removals.push({ path, conditions: position.conditions });
    return undefined;
  }
  if (field.selectionSet === undefined || !isCompositeType(type)) return field;
  const isBelowList = position.isBelowList || isListType(getNullableType(definition.type));
  const inner = { path, isBelowList, conditions: position.conditions };
  const selectionSet = filterSelections(field.selectionSet, type, inner, walk) ?? BARE_SELECTION;
  return { ...field, selectionSet };
}

function filterFragment(
  selection: Exclude<SelectionNode, FieldNode>,
  parent: GraphQLCompositeType,
  position: Position,
  walk: Walk,
): InlineFragmentNode | undefined {
  const fragment = fragmentOf(selection, walk.fragments);
  const condition = fragment?.typeCondition;
  const type = condition === undefined ? parent : walk.schema.getType(condition.name.value);
  if (fragment === undefined || !isCompositeType(type)) return undefined;
  if (!walk.grants.satisfy(walk.requirements.ofType(type.name))) {
    walk.removals.push(position);
    return undefined;
  }
  const selectionSet = filterSelections(fragment.selectionSet, type, position, walk);
  if (selectionSet === undefined) return undefined;
  return {
    kind: Kind.INLINE_FRAGMENT,
    ...(condition === undefined ? {} : { typeCondition: condition }),
    directives: selection.directives ?? [],
    selectionSet,
  };
}

function conditionsOf(selection: SelectionNode): readonly DirectiveNode[] {
  const { directives = [] } = selection;
  if (directives.length === 0) return directives;
  return directives.filter(isCondition);
}
