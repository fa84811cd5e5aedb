import {
  explainCommands,
  startTestDatabase,
  type ExplainedCommand,
  type TestDatabase,
} from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productRecord } from '../testing/records.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

const PRODUCTS = Array.from({ length: 2_500 }, (_, at) => ({
  categoryId: `c${at % 3}`,
  priceMinor: at,
  available: at % 10,
}));

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import([
    ...['c0', 'c1', 'c2', 'empty'].map((id) => ({
      type: 'category' as const,
      id,
      name: id,
      description: null,
    })),
    ...PRODUCTS.map((product, at) => productRecord(`p${at}`, { ...product, name: `Plain ${at}` })),
  ]);
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

interface Facets {
  readonly categories: readonly { readonly category: { readonly id: string }; readonly count: number }[];
  readonly prices: readonly { readonly min: { readonly amount: string }; readonly count: number }[];
}

/** The facets of a list, and what the database examined to count them. */
async function facetsOf(filter: string): Promise<{ facets: Facets; explained: ExplainedCommand[] }> {
  let facets: Facets | undefined;
  const explained = await explainCommands(subgraph.connection, async () => {
    const { data } = await subgraph.ask<{ products: { facets: Facets } }>(
      `{ products(first: 1, filter: { ${filter} }) {
        facets { categories { category { id } count } prices { min { amount } count } }
      } }`,
    );
    ({ facets } = data.products);
  });
  if (facets === undefined) throw new Error('the subgraph did not answer');
  return { facets, explained };
}

const isListed = (listed: (product: (typeof PRODUCTS)[number]) => boolean) => PRODUCTS.filter(listed);

describe('the facets of a list that is', () => {
  it.each([
    ['of all products', '', isListed(() => true)],
    ['of those in stock', 'inStock: true', isListed(({ available }) => available > 0)],
    [
      'of those in a price range',
      'minPrice: "1", maxPrice: "24", inStock: true',
      isListed(({ available, priceMinor }) => available > 0 && priceMinor >= 100 && priceMinor <= 2_400),
    ],
  ])('long, %s, are counted in an index, without reading a product', async (_name, filter, listed) => {
    const { facets, explained } = await facetsOf(filter);
    const ofCategory = (id: string) => listed.filter(({ categoryId }) => categoryId === id).length;
    expect(Object.fromEntries(facets.categories.map(({ category, count }) => [category.id, count]))).toEqual({
      c0: ofCategory('c0'),
      c1: ofCategory('c1'),
      c2: ofCategory('c2'),
    });
    expect(facets.prices.reduce((sum, { count }) => sum + count, 0)).toBe(listed.length);
    const tenToTwenty = listed.filter(({ priceMinor }) => priceMinor >= 1_000 && priceMinor < 2_000).length;
    expect(facets.prices.find(({ min }) => min.amount === '10.00')?.count).toBe(tenToTwenty);
    const counts = explained.filter(({ command }) => command === 'aggregate products');
    expect(counts.length).toBeGreaterThan(4);
    for (const each of counts) expect(each).toMatchObject({ scansCollection: false, documentsExamined: 0 });
  });

  it.each(['categoryId: "c1"', 'maxPrice: "5"', 'search: "plain"', 'search: "plain", inStock: true'])(
    'short or a search, by %s, are grouped by an index',
    async (filter) => {
      const { explained } = await facetsOf(filter);
      const groups = explained.filter(({ command }) => command === 'aggregate products');
      expect(groups.length).toBeGreaterThan(0);
      for (const each of groups) expect(each).toMatchObject({ scansCollection: false });
    },
  );
});
