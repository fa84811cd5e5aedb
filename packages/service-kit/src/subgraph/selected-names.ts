import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** By the field of the operation's document. The documents of frequent operations are kept. */
const known = new WeakMap<object, ReadonlySet<string>>();

/**
 * The names of all fields below a field, at any depth and of any type, whether conditions include them or not. With it, a
 * resolver reads from the database only what an operation may show.
 */
export function selectedNames({ fieldNodes, fragments }: GraphQLResolveInfo): ReadonlySet<string> {
  const [field, ...others] = fieldNodes;
  if (field === undefined || others.length > 0) return collectNames(fieldNodes, fragments);
  const names = known.get(field) ?? collectNames([field], fragments);
  known.set(field, names);
  return names;
}

function collectNames(
  fields: readonly FieldNode[],
  fragments: GraphQLResolveInfo['fragments'],
): ReadonlySet<string> {
  const names = new Set<string>();
  const spread = new Set<string>();
  const add = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = selection.name.value;
        if (!spread.has(fragment)) add(fragments[fragment]?.selectionSet);
        spread.add(fragment);
        continue;
      }
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      add(selection.selectionSet);
    }
  };
  for (const { selectionSet } of fields) add(selectionSet);
  return names;
}
