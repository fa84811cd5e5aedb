import { Kind } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

/** The same selections with every named fragment inlined. Each copy has nodes of its own. */
export function inlineFragments(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap((node) => inlineSelection(node, fragments)),
  };
}

function inlineSelection(
  node: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly SelectionNode[] {
  if (node.kind === Kind.FIELD) return [inlineField(node, fragments)];
  if (node.kind === Kind.INLINE_FRAGMENT) {
    return [{ ...node, selectionSet: inlineFragments(node.selectionSet, fragments) }];
  }
  const fragment = fragments.get(node.name.value);
  if (fragment === undefined) return [];
  const { typeCondition, selectionSet } = fragment;
  return [
    {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition,
      directives: node.directives ?? [],
      selectionSet: inlineFragments(selectionSet, fragments),
    },
  ];
}

function inlineField(node: FieldNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): FieldNode {
  const { selectionSet } = node;
  return selectionSet === undefined
    ? { ...node }
    : { ...node, selectionSet: inlineFragments(selectionSet, fragments) };
}
