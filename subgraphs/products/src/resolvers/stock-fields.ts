import { selectedNames } from '@supergraph/service-kit';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.js';
import type { ProductList } from '../domain/facets.js';

/** The fields of a product that show its stock. */
const STOCK_FIELDS = ['availability', 'stock', 'inventory'];

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
  const names = selectedNames(info);
  if (STOCK_FIELDS.some((field) => names.has(field))) await loaders.readStock(list.nodes);
  return list;
}
