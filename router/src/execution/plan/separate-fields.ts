import { Kind } from 'graphql';
import type { FieldNode, SelectionNode, SelectionSetNode } from 'graphql';
import { inlineFragments } from './inline-fragments.js';

/** How a field is to be separate. */
export interface Separation {
  /** Sets of object types: the field is written once for each set. */
  readonly typeSets: readonly ReadonlySet<string>[];
  /** The alias under which it is also asked of objects whose type may stay unknown. */
  readonly alias: string | undefined;
}

type SeparateFields = ReadonlyMap<FieldNode, Separation>;

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
  const separation = node.kind === Kind.FIELD ? fields.get(node) : undefined;
  if (separation === undefined) {
    if (node.kind === Kind.FRAGMENT_SPREAD || node.selectionSet === undefined) return [node];
    return [{ ...node, selectionSet: separateFields(node.selectionSet, fields) }];
  }
  const copy = () => inlineFragments({ kind: Kind.SELECTION_SET, selections: [node] }, new Map());
  const { typeSets, alias } = separation;
  const ofUnknown =
    alias === undefined
      ? []
      : copy().selections.map(
          (field) => ({ ...field, alias: { kind: Kind.NAME, value: alias } }) as FieldNode,
        );
  const ofTypes = typeSets.flatMap((types) => {
    const selectionSet = copy();
    return [...types].map((name) => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
      selectionSet,
    }));
  });
  return [...ofUnknown, ...ofTypes] as readonly SelectionNode[];
}
