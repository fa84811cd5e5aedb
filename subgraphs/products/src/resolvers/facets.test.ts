import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productRecord } from '../testing/records.js';
import { staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

const PRICES = [0, 99, 100, 250, 999, 1_000, 1_999, 1_999, 2_000, 150_000, 9_999_999_999_999];

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import([
    { type: 'category', id: 'c0', name: 'Tea', description: null },
    { type: 'category', id: 'c1', name: 'Cups', description: null },
    ...PRICES.map((priceMinor, at) =>
      productRecord(`p${at}`, {
        priceMinor,
        name: at % 2 === 0 ? `Green ${at}` : `Black ${at}`,
        categoryId: [...Array<string>(6).fill('c0'), 'c1', 'c1', 'c1', 'gone', null][at] ?? null,
        available: at % 3,
      }),
    ),
  ]);
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

interface List {
  readonly totalCount: number;
  readonly facets: {
    readonly categories: readonly { readonly category: { readonly name: string }; readonly count: number }[];
    readonly prices: readonly {
      readonly min: { readonly amount: string };
      readonly max: { readonly amount: string } | null;
      readonly count: number;
    }[];
  };
}

const FACETS = `facets {
  categories { category { name } count }
  prices { min { amount } max { amount } count }
}`;

async function list(filter: object, fields = FACETS): Promise<List> {
  const { data, errors } = await subgraph.ask<{ products: List }>(
    `query ($filter: ProductFilter) { products(first: 1, filter: $filter) { totalCount ${fields} } }`,
    { filter },
  );
  expect(errors).toBeUndefined();
  return data.products;
}

/** Price ranges as text: `1.00 to 1.99: 2`. */
function inWords({ prices }: List['facets']): string[] {
  return prices.map(({ min, max, count }) => `${min.amount} to ${max?.amount ?? 'any'}: ${count}`);
}

describe('the facets of a list of products', () => {
  it('count its products by category, the largest first', async () => {
    const { facets } = await list({});
    expect(facets.categories).toEqual([
      { category: { name: 'Tea' }, count: 6 },
      { category: { name: 'Cups' }, count: 3 },
    ]);
  });

  it('count its products by price, the cheapest first', async () => {
    const { facets } = await list({});
    expect(inWords(facets)).toEqual([
      '0.00 to 0.99: 2',
      '1.00 to 1.99: 1',
      '2.00 to 4.99: 1',
      '5.00 to 9.99: 1',
      '10.00 to 19.99: 3',
      '20.00 to 49.99: 1',
      '1000.00 to 1999.99: 1',
      '50000000.00 to any: 1',
    ]);
  });

  it.each([
    {},
    { categoryId: 'c0' },
    { inStock: true },
    { search: 'green' },
    { minPrice: '1.50', maxPrice: '15' },
    { inStock: true, search: 'black', maxPrice: '19.99' },
    { search: '!' },
  ])('of the filter %j find as many products, each as a filter, as they count', async (filter) => {
    const { totalCount, facets } = await list(filter);
    let counted = 0;
    for (const { min, max, count } of facets.prices) {
      const range = { minPrice: min.amount, ...(max === null ? {} : { maxPrice: max.amount }) };
      expect((await list({ ...filter, ...range }, '')).totalCount).toBe(count);
      counted += count;
    }
    expect(counted).toBe(totalCount);
  });

  it('count nothing that is not asked for', async () => {
    const page = await subgraph.watch(() => subgraph.ask('{ products(first: 1) { nodes { id } } }'));
    expect(page.commands).toEqual(['find products']);
    // Facets of other categories, because those that were counted are remembered.
    const prices = await subgraph.watch(() =>
      subgraph.ask('{ products(first: 1, filter: { categoryId: "c1" }) { facets { prices { count } } } }'),
    );
    expect(prices.commands).toEqual(['find products', ...COUNT_AND_GROUP]);
    const categories = await subgraph.watch(() =>
      subgraph.ask(
        '{ products(first: 1, filter: { categoryId: "gone" }) { facets { categories { count } } } }',
      ),
    );
    expect(categories.commands).toEqual(['find products', ...COUNT_AND_GROUP, 'find categories']);
  });

  it('are remembered until this instance writes a product', async () => {
    const ask = () => subgraph.watch(() => list({ inStock: false }));
    await ask();
    expect((await ask()).commands).toEqual(['find products']);
    const { facets } = await list({ inStock: false });
    await subgraph.ask(
      'mutation { updateProduct(input: { id: "p0", categoryId: "c1" }) { errors { __typename } } }',
      {},
      staff,
    );
    expect((await list({ inStock: false })).facets.categories).not.toEqual(facets.categories);
  });
});

/** The number of the list's products, which decides how they are counted, and their groups. */
const COUNT_AND_GROUP = ['aggregate products', 'aggregate products'];
