import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** By the field of the operation's document. The documents of frequent operations are kept. */
const known = new WeakMap<object, ReadonlySet<string>>();

/**
 * The names of all fields below a field, at any depth and of any type, whether conditions include them or not. With it, a
 * resolver reads from the database only what an operation may show.
 */
export function selectedNames({ fieldNodes, fragments }: GraphQLResolveInfo): ReadonlySet<string> {
  const [field] = fieldNodes;
  const before = field && known.get(field);
  if (before !== undefined && fieldNodes.length === 1) return before;
  const names = new Set<string>();
  const spread = new Set<string>();
  for (const { selectionSet } of fieldNodes) addNames(names, selectionSet, { fragments, spread });
  if (field !== undefined && fieldNodes.length === 1) known.set(field, names);
  return names;
}

interface Spreads {
  readonly fragments: GraphQLResolveInfo['fragments'];
  /** The fragments whose names were added. */
  readonly spread: Set<string>;
}

function addNames(names: Set<string>, set: SelectionSetNode | undefined, spreads: Spreads): void {
  const { fragments, spread } = spreads;
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = selection.name.value;
      if (!spread.has(fragment)) addNames(names, fragments[fragment]?.selectionSet, spreads);
      spread.add(fragment);
      continue;
    }
    if (selection.kind === Kind.FIELD) names.add(selection.name.value);
    addNames(names, selection.selectionSet, spreads);
  }
}
