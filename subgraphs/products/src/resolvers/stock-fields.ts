import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import type { Context } from '../context.js';
import type { ProductList } from '../domain/facets.js';

/** The fields of a product that show its stock. */
const STOCK_FIELDS: ReadonlySet<string> = new Set(['availability', 'stock', 'inventory']);

/** By the field of the operation's document. Apollo Server keeps the documents of frequent operations. */
const known = new WeakMap<object, boolean>();

/**
 * Reads the stock of a page's products together, if the operation selects it. Their fields are then known at once: a
 * promise for each field, object and list of a large answer costs more than the values.
 */
export async function withStock(
  reading: Promise<ProductList>,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<ProductList> {
  const list = await reading;
  if (selectsStock(info)) await loaders.readStock(list.nodes);
  return list;
}

function selectsStock({ fieldNodes: [field], fragments }: GraphQLResolveInfo): boolean {
  if (field === undefined) return false;
  const selected = known.get(field) ?? selects(field.selectionSet, fragments);
  known.set(field, selected);
  return selected;
}

function selects(set: SelectionSetNode | undefined, fragments: GraphQLResolveInfo['fragments']): boolean {
  return (
    set?.selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return selects(fragments[selection.name.value]?.selectionSet, fragments);
      const named = selection.kind === Kind.FIELD && STOCK_FIELDS.has(selection.name.value);
      return named || selects(selection.selectionSet, fragments);
    }) ?? false
  );
}
