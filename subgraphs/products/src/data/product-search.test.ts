import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainCommands, startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

const PRODUCTS = 6_000;
const PAGE = 10;

/** Half of the names contain "Cotton", and every hundredth contains "chair". */
function nameOf(at: number): string {
  return `${at % 2 === 0 ? 'Cotton' : 'Linen'} ${at % 100 === 0 ? 'chair' : 'towel'} ${at}`;
}

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import(
    Array.from({ length: PRODUCTS }, (_, at) =>
      productRecord(`p${at}`, { name: nameOf(at), categoryId: `c${at % 7}`, priceMinor: at }),
    ),
  );
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

/** The ids that a search finds, and the number of documents that the database examines. */
async function search(words: string, more = '', size = PAGE) {
  const sent: Record<string, unknown>[] = [];
  const client = subgraph.connection.getClient();
  const note = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    // The service itself reads products too, to publish their events.
    if (commandName === 'find' && command.find === 'products' && command.comment === undefined)
      sent.push(command);
  };
  client.on('commandStarted', note);
  const { data } = await subgraph.ask<{ products: { nodes: { id: string }[]; totalCount: number } }>(
    `query ($words: String!) {
      products(first: ${size}, sort: NEWEST, filter: { search: $words ${more} }) { nodes { id } totalCount }
    }`,
    { words },
  );
  client.off('commandStarted', note);
  const [first] = sent;
  const { nodes, totalCount } = data.products;
  const examined = first === undefined ? 0 : await examinedBy(first);
  return { ids: nodes.map(({ id }) => id), totalCount, examined };
}

async function examinedBy({ find, filter, sort, limit, hint }: Record<string, unknown>): Promise<number> {
  const plan = await subgraph.connection.db?.command({
    explain: { find, filter, sort, limit, ...(hint === undefined ? {} : { hint }) },
    verbosity: 'executionStats',
  });
  return (plan?.executionStats as { totalDocsExamined: number }).totalDocsExamined;
}

describe('a search of products', () => {
  it('reads the products of its rarest word, in whatever order its words stand', async () => {
    const there = await search('cotton chair');
    expect(there.totalCount).toBe(PRODUCTS / 100);
    expect(there.examined).toBeLessThanOrEqual(PRODUCTS / 100);
    // Another page, because the first is remembered.
    expect((await search('chair cotton', '', PAGE + 1)).examined).toBe(there.examined);
  });

  it('is remembered, whatever the order of its words, until this instance writes a product', async () => {
    const rename = (name: string) =>
      subgraph.ask(
        `mutation { updateProduct(input: { id: "p99", name: "${name}" }) { errors { __typename } } }`,
        {},
        staff,
      );
    const ask = (words: string) =>
      subgraph.watch(() =>
        subgraph.ask(`{ products(filter: { search: "${words}" }) { nodes { name } totalCount } }`),
      );
    await rename('Silk towel 99');
    const { result, commands } = await ask('silk towel');
    expect(result.data).toEqual({ products: { nodes: [{ name: 'Silk towel 99' }], totalCount: 1 } });
    expect(commands.length).toBeGreaterThan(1);
    // Only the products of the page are read again.
    expect(await ask('towel silk')).toEqual({ result, commands: ['find products'] });
    await rename(nameOf(99));
    expect((await ask('silk towel')).result.data).toEqual({ products: { nodes: [], totalCount: 0 } });
  });

  it('does the same for beginnings of words', async () => {
    const { totalCount, examined } = await search('cot cha');
    expect(totalCount).toBe(PRODUCTS / 100);
    expect(examined).toBeLessThanOrEqual(PRODUCTS / 100);
  });

  it.each(['', ', categoryId: "c3"', ', inStock: true'])(
    'walks the list in its order for a word that many products have%s',
    async (more) => {
      const { ids, examined } = await search('cotton', more);
      expect(ids).toHaveLength(PAGE);
      expect(examined).toBeLessThan(PAGE * 10);
    },
  );

  it('reads by the word where the price is bounded too, since few products may be in the range', async () => {
    const { ids, totalCount } = await search('cotton', ', minPrice: "59.95"');
    expect(totalCount).toBe(2);
    expect([...ids].sort()).toEqual(['p5996', 'p5998']);
  });

  it.each(['minPrice: "5"', 'minPrice: "5", inStock: true', 'maxPrice: "55", categoryId: "c3"'])(
    'that many products meet by %s walks the list in its order',
    async (filter) => {
      const [count, page] = await explainCommands(subgraph.connection, () =>
        subgraph.ask(`{ products(first: ${PAGE}, sort: NAME_ASC, filter: { ${filter} }) { nodes { id } } }`),
      );
      // Whether there are many is counted in an index.
      expect(count).toMatchObject({ command: 'aggregate products', documentsExamined: 0 });
      expect(page).toMatchObject({ command: 'find products', scansCollection: false });
      expect(page?.documentsExamined).toBeLessThan(PAGE * 10);
    },
  );

  it('is only counted when no product has all of its words', async () => {
    const { result, commands } = await subgraph.watch(() =>
      subgraph.ask<{ products: object }>(
        '{ products(sort: RELEVANCE, filter: { search: "cotton linen" }) { nodes { id } totalCount } }',
      ),
    );
    expect(result.data).toEqual({ products: { nodes: [], totalCount: 0 } });
    expect(new Set(commands)).toEqual(new Set(['aggregate products']));
  });

  it('finds nothing for a word that no product has, whatever else is searched for', async () => {
    expect(await search('cotton nothing')).toMatchObject({ ids: [], totalCount: 0, examined: 0 });
  });
});
