import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;
/** By how much the clock is ahead, in milliseconds. */
let later: number;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

const category = (id: string, name: string) => ({ type: 'category' as const, id, name, description: null });
const tea = productRecord('tea', { categoryId: 'drinks' });

beforeEach(async () => {
  later = 0;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + later);
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import([category('drinks', 'Drinks'), tea]);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await subgraph.stop();
});

const page =
  '{ product(id: "tea") { category { name } } category(id: "drinks") { name } categories { name } }';
const named = (name: string) => ({
  product: { category: { name } },
  category: { name },
  categories: [{ name }],
});
const count = '{ products { totalCount } }';

describe('categories', () => {
  it('are read once for all requests of ten seconds, and then change', async () => {
    expect((await subgraph.ask(page)).data).toEqual(named('Drinks'));
    await subgraph.models.categories.updateOne({ _id: 'drinks' }, { name: 'Beverages' });
    const { commands } = await subgraph.watch(() => subgraph.ask(page));
    expect(commands).toEqual(['find products']);
    expect((await subgraph.ask(page)).data).toEqual(named('Drinks'));
    later = 10_000;
    await expect.poll(async () => (await subgraph.ask(page)).data).toEqual(named('Beverages'));
  });

  it('can be used as soon as they are imported', async () => {
    const query = '{ category(id: "food") { name } }';
    expect((await subgraph.ask(query)).data).toEqual({ category: null });
    await subgraph.import([category('food', 'Food')]);
    expect((await subgraph.ask(query)).data).toEqual({ category: { name: 'Food' } });
  });
});

describe('the count of a list', () => {
  const counted = async () =>
    (await subgraph.ask<{ products: { totalCount: number } }>(count)).data.products.totalCount;
  // A page that is the whole list is its count.
  beforeEach(() => subgraph.import(Array.from({ length: 25 }, (_, at) => productRecord(`p${at}`, {}))));

  it('is read once for all requests of ten seconds, and then changes', async () => {
    expect(await counted()).toBe(26);
    await subgraph.models.products.deleteOne({ _id: 'p1' });
    const { commands } = await subgraph.watch(counted);
    expect(commands).toEqual(['find products']);
    expect(await counted()).toBe(26);
    later = 10_000;
    await expect.poll(counted).toBe(25);
  });

  it('changes at once when this service writes a product', async () => {
    expect(await counted()).toBe(26);
    const created = await subgraph.ask(
      'mutation { createProduct(input: { sku: "NEW", name: "New", price: { amount: "1.00", currency: "USD" } }) { product { id } errors { __typename } } }',
      {},
      staff,
    );
    expect(created.errors).toBeUndefined();
    expect(await counted()).toBe(27);
  });
});
