import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { stockCalls, unitsOf } from '../testing/stock-calls.js';
import { recordSchema } from './records.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

const records = [
  { type: 'category' as const, id: 'c', name: 'Category', description: null },
  productRecord('a', { available: 5, sold: 2, categoryId: 'c' }),
  productRecord('b', { available: 9, discontinued: true }),
];

it('writes a product with what was sold of it', async () => {
  await subgraph.import(records);
  const { data } = await subgraph.ask(
    '{ product(id: "a") { name stock category { name } inventory { available held sold received } } }',
    {},
    { scopes: ['inventory:read'] },
  );
  expect(data.product).toEqual({
    name: 'Product a',
    stock: 5,
    category: { name: 'Category' },
    inventory: { available: 5, held: 0, sold: 2, received: 7 },
  });
});

it('again changes nothing, not even what happened since', async () => {
  await stockCalls(subgraph).reserve('o', { a: 1 });
  await subgraph.import(records);
  expect(await unitsOf(subgraph, 'a')).toEqual({ available: 4, held: 1, sold: 2 });
  expect(await subgraph.models.products.countDocuments()).toBe(2);
});

it('completes what was cut short', async () => {
  await subgraph.models.products.deleteOne({ _id: 'b' });
  await subgraph.models.categories.deleteOne({ _id: 'c' });
  await subgraph.import(records);
  const { data } = await subgraph.ask('{ product(id: "b") { availability } category(id: "c") { name } }');
  expect(data).toEqual({ product: { availability: 'DISCONTINUED' }, category: { name: 'Category' } });
});

it.each([
  ['half a cent', { priceMinor: 0.5 }],
  ['negative stock', { available: -1 }],
  ['a field nobody knows', { colour: 'red' }],
  ['a date that is none', { createdAt: 'yesterday' }],
  ['a picture on another host', { images: [{ path: '//host/tea.svg', alt: '', width: 1, height: 1 }] }],
  ['a picture outside its folder', { images: [{ path: '../tea.svg', alt: '', width: 1, height: 1 }] }],
])('refuses a record with %s', (_, fault) => {
  const record = { ...productRecord('x'), createdAt: '1996-07-04T00:00:00Z', ...fault };
  expect(recordSchema.safeParse(record).success).toBe(false);
});

it('reads a record as it is written in a file', () => {
  const record = { ...productRecord('x'), createdAt: '1996-07-04T00:00:00.000Z' };
  expect(recordSchema.parse(record)).toEqual({ ...record, createdAt: new Date(Date.UTC(1996, 6, 4)) });
});
