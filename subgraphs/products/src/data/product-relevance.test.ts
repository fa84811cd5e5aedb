import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainCommands, startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { createModels, ensureIndexes } from '../models/models.js';
import { productRecord } from '../testing/records.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

interface Item {
  readonly name: string;
  readonly description: string;
  readonly sold: number;
}

const names = ['Tea', 'Teapot', 'Green tea', 'Tea teapot', 'Cup', 'Pot of steel', 'Team mug', 'Green cup'];
const descriptions = ['For tea', 'Teak', 'Green', 'Plain'];

/** Every name with every description; some sold equally often, so that ids decide. */
const items: readonly Item[] = names.flatMap((name, row) =>
  descriptions.map((description, column) => ({ name, description, sold: (row * 3 + column) % 4 })),
);

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import(
    items.map(({ name, description }, at) =>
      productRecord(`p${String(at).padStart(2, '0')}`, { name, description, categoryId: `c${at % 2}` }),
    ),
  );
  const { products } = createModels(subgraph.connection);
  await products.bulkWrite(
    items.map(({ sold }, at) => ({
      updateOne: {
        filter: { _id: `p${String(at).padStart(2, '0')}` },
        update: { $set: { soldLast30Days: sold } },
      },
    })),
  );
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

/** The ids that a search finds, ranked in plain JavaScript. */
function ranked(search: string): string[] {
  const words = split(search);
  return items
    .map((item, at) => ({ id: `p${String(at).padStart(2, '0')}`, ...item, rank: rankOf(item, words) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => Number(a.rank) - Number(b.rank) || b.sold - a.sold || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

function rankOf({ name, description }: Item, words: readonly string[]): number | undefined {
  const inName = split(name);
  const all = [...inName, ...split(description)];
  const begin = (text: readonly string[]) =>
    words.every((word) => text.some((each) => each.startsWith(word)));
  if (words.every((word) => inName.includes(word))) return 1;
  if (begin(inName)) return 2;
  return begin(all) ? 3 : undefined;
}

function split(text: string): string[] {
  return text.toLowerCase().split(' ');
}

interface Answer {
  readonly products: {
    readonly nodes: readonly { readonly id: string }[];
    readonly totalCount: number;
    readonly pageInfo: Readonly<Record<string, string | boolean | null>>;
  };
}

async function page(search: string, place: string, more = ''): Promise<Answer['products']> {
  const { data } = await subgraph.ask<Answer>(
    `query ($search: String!) {
      products(sort: RELEVANCE, filter: { search: $search ${more} } ${place}) {
        nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`,
    { search },
  );
  return data.products;
}

/** Walks the list page by page. */
async function walk(search: string, size: number, from: 'start' | 'end'): Promise<string[]> {
  const forwards = from === 'start';
  const [count, edge, more, cursor] = forwards
    ? ['first', 'after', 'hasNextPage', 'endCursor']
    : ['last', 'before', 'hasPreviousPage', 'startCursor'];
  const pages: string[][] = [];
  for (let place = `${count}: ${size}`; ;) {
    const { nodes, pageInfo } = await page(search, place);
    pages.push(nodes.map(({ id }) => id));
    if (pageInfo[more] !== true || pages.length > items.length) break;
    place = `${count}: ${size}, ${edge}: "${pageInfo[cursor]}"`;
  }
  return (forwards ? pages : pages.reverse()).flat();
}

describe('products sorted by relevance', () => {
  it.each(['tea', 'te', 'green tea', 'tea green', 'pot', 'teapot tea', 'green c', 'nothing'])(
    '"%s": whole words of the name first, then beginnings, then the description',
    async (search) => {
      const expected = ranked(search);
      const { nodes, totalCount } = await page(search, 'first: 100');
      expect(nodes.map(({ id }) => id)).toEqual(expected);
      expect(totalCount).toBe(expected.length);
    },
  );

  it.each([1, 2, 5])('are paged through both ways without a gap, %i at a time', async (size) => {
    const expected = ranked('tea');
    expect(expected.length).toBeGreaterThan(20);
    expect(await walk('tea', size, 'start')).toEqual(expected);
    expect(await walk('tea', size, 'end')).toEqual(expected);
  });

  it('are read between two cursors of different parts', async () => {
    const expected = ranked('tea');
    const { endCursor } = (await page('tea', 'first: 3')).pageInfo;
    const { startCursor } = (await page('tea', 'last: 2')).pageInfo;
    const between = await page('tea', `first: 100, after: "${endCursor}", before: "${startCursor}"`);
    expect(between.nodes.map(({ id }) => id)).toEqual(expected.slice(3, -2));
    expect(between.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('meet the other conditions too', async () => {
    const { nodes } = await page('tea', 'first: 100', ', categoryId: "c1"');
    expect(nodes.map(({ id }) => id)).toEqual(ranked('tea').filter((id) => Number(id.slice(1)) % 2 === 1));
  });

  it('are the best-selling ones first without a search', async () => {
    const { data } = await subgraph.ask<Answer>('{ products(sort: RELEVANCE, first: 100) { nodes { id } } }');
    const best = await subgraph.ask<Answer>('{ products(sort: BEST_SELLING, first: 100) { nodes { id } } }');
    expect(data.products.nodes).toHaveLength(items.length);
    expect(data.products.nodes).toEqual(best.data.products.nodes);
  });

  it('refuse a cursor of another sort order', async () => {
    const { data } = await subgraph.ask<Answer>(
      '{ products(sort: BEST_SELLING, first: 1) { nodes { id } pageInfo { endCursor } } }',
    );
    const { errors } = await subgraph.ask(
      `{ products(sort: RELEVANCE, filter: { search: "tea" }, after: "${data.products.pageInfo.endCursor}") { nodes { id } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('are read by indexes alone, and the next part only when the page is not full', async () => {
    const explained = await explainCommands(subgraph.connection, () => page('tea', 'first: 2'));
    const finds = explained.filter(({ command }) => command === 'find products');
    expect(finds).toHaveLength(1);
    expect(finds).toMatchObject([{ scansCollection: false }]);
    expect(finds[0]?.documentsExamined).toBeLessThanOrEqual(3);
  });

  it('include products that an earlier version stored without the words of their names', async () => {
    const models = createModels(subgraph.connection);
    await models.products.collection.updateMany({}, { $unset: { nameWords: 1 } });
    await ensureIndexes(models);
    expect((await page('tea', 'first: 100')).nodes.map(({ id }) => id)).toEqual(ranked('tea'));
  });
});
