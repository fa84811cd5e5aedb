import type { Connection, Page, ReadMemory } from '@supergraph/service-kit';
import type { Product, ProductQuery } from '../domain/product.js';

/**
 * Whether many customers ask for a page that costs more than its products: a page of a search, or the first page of a
 * category. A home page shows the first page of each category.
 */
export function isPopular(query: ProductQuery, { after, before }: Page): boolean {
  const { words, categoryId, minPrice, maxPrice, inStock } = query;
  if (words !== undefined) return true;
  const others = [minPrice, maxPrice, inStock, after, before];
  return categoryId !== undefined && others.every((each) => each === undefined);
}

/** Gives a page that is remembered, with its products as they are now, or the one that it reads. */
export function rememberPages(
  pages: ReadMemory<Connection<Product>>,
  findProducts: (ids: readonly string[]) => Promise<Product[]>,
): (key: string, read: () => Promise<Connection<Product>>) => Promise<Connection<Product>> {
  return async (key, read) => {
    const own: Promise<Connection<Product>>[] = [];
    const found = await pages.read(key, () => {
      const reading = read();
      own.push(reading);
      return reading;
    });
    if (own.length > 0) return found;
    return withProducts(found, await findProducts(found.nodes.map(({ id }) => id)));
  };
}

/** The page with other versions of its products, without those that no longer exist. */
function withProducts(page: Connection<Product>, products: readonly Product[]): Connection<Product> {
  const byId = new Map(products.map((product) => [product.id, product]));
  const edges = page.edges.flatMap(({ cursor, node: { id } }) => {
    const node = byId.get(id);
    return node === undefined ? [] : [{ cursor, node }];
  });
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}
