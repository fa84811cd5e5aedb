import { Kind } from 'graphql';
import type { FieldNode, SelectionNode, SelectionSetNode } from 'graphql';
import { inlineFragments } from './inline-fragments.js';

/** By field, sets of object types: the field is written once for each set. */
export type SeparateFields = ReadonlyMap<FieldNode, readonly ReadonlySet<string>[]>;

/**
 * The same selections, in which a field that objects of several types share is written once for each set of types, under
 * type conditions, so that what is asked below it can differ.
 */
export function separateFields({ selections }: SelectionSetNode, fields: SeparateFields): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap((node) => separateSelection(node, fields)),
  };
}

function separateSelection(node: SelectionNode, fields: SeparateFields): readonly SelectionNode[] {
  const typeSets = node.kind === Kind.FIELD ? fields.get(node) : undefined;
  if (typeSets === undefined) {
    if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) return [node];
    return [{ ...node, selectionSet: separateFields(node.selectionSet, fields) }];
  }
  return typeSets.flatMap((types) => {
    const selectionSet = inlineFragments({ kind: Kind.SELECTION_SET, selections: [node] }, new Map());
    return [...types].map((name) => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
      selectionSet,
    }));
  });
}
