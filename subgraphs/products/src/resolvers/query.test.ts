import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import([
    { type: 'category', id: 'drinks', name: 'Drinks', description: 'What one drinks' },
    { type: 'category', id: 'art', name: 'Älteres', description: null },
    product('chai', 'Chai', 1_800, { available: 39, sold: 11 }),
    product('blaye', 'Côte de Blaye', 26_350, { description: 'A red wine of *.* origin' }),
    product('kraut', 'Rössle Sauerkraut', 4_560, { categoryId: null, discontinued: true, available: 26 }),
    product('none', 'zero left', 100, { available: 0 }),
    product('little', 'Ähnlich wenig', 1_800, { available: 3 }),
  ]);
});

afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

let created = 0;

function product(id: string, name: string, priceMinor: number, more: object = {}) {
  created += 1;
  const createdAt = new Date(Date.UTC(2026, 0, created));
  return productRecord(id, { name, priceMinor, categoryId: 'drinks', createdAt, ...more });
}

interface Listed {
  readonly products: {
    readonly nodes: readonly { readonly id: string }[];
    readonly edges: readonly { readonly cursor: string }[];
    readonly totalCount: number;
    readonly pageInfo: Readonly<Record<string, unknown>>;
  };
}

async function namesOf(list: string): Promise<string[]> {
  const { data } = await subgraph.ask<Listed>(`{ products(${list}) { nodes { id } } }`);
  return data.products.nodes.map(({ id }) => id);
}

describe('a product', () => {
  it('is found by its id and by its stock keeping unit, in full', async () => {
    const fields = `{ id sku name description price { amount currency } category { id name } availability stock
      createdAt updatedAt inventory { available } }`;
    const { data, errors } = await subgraph.ask(
      `{ product(id: "chai") ${fields} productBySku(sku: "SKU-blaye") { id description } }`,
    );
    expect(data.product).toEqual({
      id: 'chai',
      sku: 'SKU-chai',
      name: 'Chai',
      description: null,
      price: { amount: '18.00', currency: 'USD' },
      category: { id: 'drinks', name: 'Drinks' },
      availability: 'IN_STOCK',
      stock: 39,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      inventory: null,
    });
    expect(data.productBySku).toEqual({ id: 'blaye', description: 'A red wine of *.* origin' });
    expect(errors).toMatchObject([
      { path: ['product', 'inventory'], extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('is null when there is none', async () => {
    const { data, errors } = await subgraph.ask(
      '{ product(id: "x") { id } productBySku(sku: "sku-chai") { id } category(id: "x") { id } }',
    );
    expect(data).toEqual({ product: null, productBySku: null, category: null });
    expect(errors).toBeUndefined();
  });

  it('shows its inventory to who may see it', async () => {
    const query = '{ product(id: "chai") { inventory { available held sold received } } }';
    const { data } = await subgraph.ask(query, {}, { scopes: ['inventory:read'] });
    expect(data.product).toEqual({ inventory: { available: 39, held: 0, sold: 11, received: 50 } });
    const { errors } = await subgraph.ask(query, {}, { scopes: ['catalog:write'] });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it.each([
    ['chai', 'IN_STOCK', 39],
    ['little', 'LOW_STOCK', 3],
    ['none', 'OUT_OF_STOCK', 0],
    ['kraut', 'DISCONTINUED', 0],
  ])('%s is %s', async (id, availability, stock) => {
    const { data } = await subgraph.ask('query ($id: ID!) { product(id: $id) { availability stock } }', {
      id,
    });
    expect(data.product).toEqual({ availability, stock });
  });
});

describe('products', () => {
  it.each([
    ['sort: NAME_ASC', ['little', 'chai', 'blaye', 'kraut', 'none']],
    ['sort: NAME_DESC', ['none', 'kraut', 'blaye', 'chai', 'little']],
    ['sort: PRICE_ASC', ['none', 'chai', 'little', 'kraut', 'blaye']],
    ['sort: PRICE_DESC', ['blaye', 'kraut', 'chai', 'little', 'none']],
    ['sort: NEWEST', ['little', 'none', 'kraut', 'blaye', 'chai']],
    ['sort: null', ['little', 'chai', 'blaye', 'kraut', 'none']],
  ])('with %s are in that order', async (sort, ids) => {
    expect(await namesOf(sort)).toEqual(ids);
    // The same order in single pages, forwards and backwards.
    for (const [size, cursor, end, more] of [
      ['first', 'after', 'endCursor', 'hasNextPage'],
      ['last', 'before', 'startCursor', 'hasPreviousPage'],
    ] as const) {
      const seen: string[] = [];
      let place = '';
      for (let page = 0; page < 4; page += 1) {
        const { data } = await subgraph.ask<Listed>(
          `{ products(${sort}, ${size}: 2 ${place}) { nodes { id } totalCount pageInfo { ${end} ${more} } } }`,
        );
        const { nodes, totalCount, pageInfo } = data.products;
        expect(totalCount).toBe(5);
        const ids = nodes.map(({ id }) => id);
        if (size === 'first') seen.push(...ids);
        else seen.unshift(...ids);
        if (pageInfo[more] !== true) break;
        place = `${cursor}: "${String(pageInfo[end])}"`;
      }
      expect(seen).toEqual(ids);
    }
  });

  it.each([
    ['{}', ['little', 'chai', 'blaye', 'kraut', 'none']],
    ['{ categoryId: "drinks" }', ['little', 'chai', 'blaye', 'none']],
    ['{ categoryId: "nowhere" }', []],
    ['{ inStock: true }', ['little', 'chai', 'blaye']],
    ['{ inStock: false }', ['kraut', 'none']],
    ['{ minPrice: "18" }', ['little', 'chai', 'blaye', 'kraut']],
    ['{ maxPrice: "18.00" }', ['little', 'chai', 'none']],
    ['{ minPrice: "18.01", maxPrice: "45.60" }', ['kraut']],
    ['{ minPrice: "9", maxPrice: "1" }', []],
    ['{ search: "chai" }', ['chai']],
    ['{ search: "COTE bla" }', ['blaye']],
    ['{ search: "rossle" }', ['kraut']],
    ['{ search: "wine" }', ['blaye']],
    ['{ search: "wine chai" }', []],
    ['{ search: "hai" }', []],
    ['{ search: "  " }', ['little', 'chai', 'blaye', 'kraut', 'none']],
    ['{ search: ".*" }', []],
    ['{ search: "^c" }', ['chai', 'blaye']],
    ['{ search: "c", inStock: true, categoryId: "drinks", maxPrice: "20" }', ['chai']],
    ['{ search: "$where: 1" }', []],
  ])('that match %s are listed', async (filter, ids) => {
    expect(await namesOf(`filter: ${filter}`)).toEqual(ids);
  });

  it.each([
    'first: 0',
    'first: 101',
    'last: -1',
    'first: 1, last: 1',
    'after: "nonsense"',
    'after: "W10"',
    'filter: { minPrice: "1.234" }',
    `filter: { search: "${'word '.repeat(50)}" }`,
    'filter: { search: "a b c d e f g h i j k" }',
  ])('are refused for %s', async (args) => {
    const { errors } = await subgraph.ask(`{ products(${args}) { nodes { id } } }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('do not take the cursor of another order', async () => {
    const { data } = await subgraph.ask<Listed>('{ products(first: 1) { edges { cursor } } }');
    const cursor = data.products.edges[0]?.cursor ?? '';
    const { errors } = await subgraph.ask(`{ products(sort: NEWEST, after: "${cursor}") { nodes { id } } }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('cost one query, and one more for the stock and the categories of all of them', async () => {
    // Categories that earlier tests read are remembered.
    const now = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 10_000);
    const { commands } = await subgraph.watch(() =>
      subgraph.ask('{ products { nodes { name stock availability category { name } } } }'),
    );
    expect(commands.sort()).toEqual(['find categories', 'find ledgers', 'find products']);
  });
});

describe('categories', () => {
  it('are sorted by name and page through their products', async () => {
    const { result, commands } = await subgraph.watch(() =>
      subgraph.ask('{ categories { id products(first: 1, sort: PRICE_DESC) { nodes { id } totalCount } } }'),
    );
    expect(result.data.categories).toEqual([
      { id: 'art', products: { nodes: [], totalCount: 0 } },
      { id: 'drinks', products: { nodes: [{ id: 'blaye' }], totalCount: 4 } },
    ]);
    expect(commands.filter((command) => command === 'find categories')).toHaveLength(1);
  });

  it('are found by id', async () => {
    const { data } = await subgraph.ask('{ category(id: "drinks") { name description } }');
    expect(data.category).toEqual({ name: 'Drinks', description: 'What one drinks' });
  });
});
