import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  explainCommands,
  recordCommands,
  startTestDatabase,
  type ExplainedCommand,
  type TestDatabase,
} from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

const PRODUCTS = 600;
const PAGE = 10;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import(
    Array.from({ length: PRODUCTS }, (_, at) =>
      productRecord(`p${at}`, {
        name: `${String.fromCharCode(97 + (at % 26))}${at}`,
        priceMinor: (at * 7) % 500,
        available: at % 3,
        categoryId: `c${at % 10}`,
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, at)),
      }),
    ),
  );
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

/** The database's plan for a page, and the number of documents that it examines. */
async function explain(list: string): Promise<ExplainedCommand | undefined> {
  const [find] = await explainCommands(subgraph.connection, () =>
    subgraph.ask(`{ products(first: ${PAGE}, ${list}) { nodes { id } } }`),
  );
  return find;
}

const sorts = ['NAME_ASC', 'NAME_DESC', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST'];

describe('a page of products', () => {
  it.each(
    sorts.flatMap((sort) =>
      ['{}', '{ categoryId: "c3" }', '{ inStock: true }'].map((filter) => [sort, filter]),
    ),
  )('sorted %s and filtered %s looks at little more than it shows', async (sort, filter) => {
    const find = await explain(`sort: ${sort}, filter: ${filter}`);
    expect(find).toMatchObject({ command: 'find products', scansCollection: false });
    expect(find?.indexes).toHaveLength(1);
    expect(find?.documentsExamined).toBeLessThanOrEqual(PAGE + 1);
  });

  it.each(sorts)('sorted %s costs the same however deep it lies', async (sort) => {
    const { data } = await subgraph.ask<{ products: { pageInfo: { endCursor: string } } }>(
      `{ products(first: 100, sort: ${sort}) { pageInfo { endCursor } } }`,
    );
    const find = await explain(`sort: ${sort}, after: "${data.products.pageInfo.endCursor}"`);
    expect(find).toMatchObject({ scansCollection: false });
    expect(find?.documentsExamined).toBeLessThanOrEqual(PAGE + 10);
  });

  it.each([
    ['a page', '{ products(first: 2) { nodes { name } } }'],
    ['a page of a search', '{ products(first: 2, filter: { search: "a0" }) { nodes { name } } }'],
    ['a single product', '{ product(id: "p1") { name } }'],
  ])('and reading %s leaves the search words in the database', async (_what, query) => {
    const { sent } = await recordCommands(subgraph.connection, () => subgraph.ask(query));
    const reads = sent.filter(
      ({ commandName, command }) => commandName === 'find' && command.find === 'products',
    );
    expect(reads).not.toEqual([]);
    for (const { command } of reads) expect(command.projection).toMatchObject({ words: 0, nameWords: 0 });
  });

  it.each([
    '{}',
    '{ categoryId: "c3" }',
    '{ inStock: true }',
    '{ inStock: true, categoryId: "c3", minPrice: "1" }',
  ])('filtered %s is counted without examining a product', async (filter) => {
    const explained = await explainCommands(subgraph.connection, () =>
      subgraph.ask(`{ products(first: 1, filter: ${filter}) { totalCount } }`),
    );
    const counts = explained.filter(({ command }) => command === 'aggregate products');
    expect(counts.length).toBeGreaterThan(0);
    for (const count of counts) expect(count).toMatchObject({ scansCollection: false, documentsExamined: 0 });
  });

  it.each(['{ search: "a1 a2" }', '{ minPrice: "1", maxPrice: "1.10" }', '{ search: "b", inStock: true }'])(
    'filtered %s scans no collection',
    async (filter) => {
      const find = await explain(`filter: ${filter}`);
      expect(find).toMatchObject({ scansCollection: false });
      expect(find?.documentsExamined).toBeLessThan(PRODUCTS);
    },
  );
});
