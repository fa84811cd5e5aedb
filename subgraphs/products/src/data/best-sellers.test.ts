import { createEvent, type ServiceEvent } from '@supergraph/service-kit';
import { eventFaults, startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { productRecord } from '../testing/records.js';
import { staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { createBestSellers } from './best-sellers.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

const PRODUCTS = ['cup', 'pot', 'tea'];
const TODAY = new Date('2026-06-15T12:00:00Z');
const DAY_MS = 86_400_000;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import(PRODUCTS.map((id) => productRecord(id)));
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

beforeEach(() => bestSellers().reset());

const bestSellers = (now = TODAY) => createBestSellers(subgraph.models, () => now);

interface Sold {
  readonly order: string;
  readonly daysAgo: number;
  readonly lines: readonly (readonly [product: string, quantity: number])[];
}

function orderEvent({ order, daysAgo, lines }: Sold, status: string, revision: number): ServiceEvent {
  const confirmedAt = new Date(TODAY.getTime() - daysAgo * DAY_MS);
  return createEvent('orders', {
    entity: 'order',
    type: `shop.order.${status.toLowerCase()}.v1`,
    subject: order,
    revision,
    time: confirmedAt,
    data: {
      orderId: order,
      status,
      confirmedAt: confirmedAt.toISOString(),
      lines: lines.map(([productId, quantity]) => ({ productId, quantity })),
    },
  });
}

const confirmed = (sold: Sold) => orderEvent(sold, 'CONFIRMED', 2);
const cancelled = (sold: Sold) => orderEvent(sold, 'CANCELLED', 3);

async function soldOf(id: string) {
  const product = await subgraph.models.products.findById(id).lean();
  return [product?.soldLast30Days, product?.soldLast365Days, product?.soldEver];
}

test('units are counted by the day on which their order was confirmed', async () => {
  await bestSellers().handle([
    confirmed({ order: 'a', daysAgo: 0, lines: [['tea', 1]] }),
    confirmed({ order: 'b', daysAgo: 29, lines: [['tea', 10]] }),
    confirmed({ order: 'c', daysAgo: 30, lines: [['tea', 100]] }),
    confirmed({ order: 'd', daysAgo: 364, lines: [['tea', 1_000]] }),
    confirmed({ order: 'e', daysAgo: 365, lines: [['tea', 10_000]] }),
  ]);
  expect(await soldOf('tea')).toEqual([11, 1_111, 11_111]);
  expect(await soldOf('cup')).toEqual([0, 0, 0]);
});

test.each(['one process', 'another process each time'])(
  'what leaves a period when days end is counted no longer, by %s',
  async (by) => {
    await bestSellers().handle([confirmed({ order: 'a', daysAgo: 0, lines: [['tea', 5]] })]);
    let today = TODAY;
    const running = createBestSellers(subgraph.models, () => today);
    await running.maintain?.();
    for (const [days, sold] of [
      [29, [5, 5, 5]],
      [30, [0, 5, 5]],
      [400, [0, 0, 5]],
    ] as const) {
      today = new Date(TODAY.getTime() + days * DAY_MS);
      await (by === 'one process' ? running : bestSellers(today)).maintain?.();
      expect(await soldOf('tea')).toEqual(sold);
    }
  },
);

test('an order that cannot be read is refused, and the sales beside it stay as they were', async () => {
  const broken = { ...confirmed({ order: 'x', daysAgo: 0, lines: [] }), data: { orderId: 'x' } };
  await expect(bestSellers().handle([broken])).rejects.toThrow();
  expect(await soldOf('tea')).toEqual([0, 0, 0]);
});

const sold: fc.Arbitrary<Omit<Sold, 'order'>> = fc.record({
  daysAgo: fc.integer({ min: 0, max: 2 }),
  lines: fc.uniqueArray(fc.tuple(fc.constantFrom(...PRODUCTS), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([product]) => product,
  }),
});

test('however events are repeated, delayed and cut into pages, each order counts once', async () => {
  const orders = fc.array(fc.tuple(sold, fc.boolean()), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(orders, fc.infiniteStream(fc.nat(97)), async (given, random) => {
      const consumer = bestSellers();
      await consumer.reset();
      const all = given.map(([each, isCancelled], index) => ({ ...each, order: `o${index}`, isCancelled }));
      const events = all.flatMap((order) => [
        confirmed(order),
        ...(order.isCancelled ? [cancelled(order)] : []),
      ]);
      const late = events.filter(() => (random.next().value ?? 0) % 2 === 0);
      const delivered = [...events, ...late];
      while (delivered.length > 0) {
        await consumer.handle(delivered.splice(0, 1 + ((random.next().value ?? 0) % 4)));
      }
      for (const product of PRODUCTS) {
        const units = all
          .filter(({ isCancelled }) => !isCancelled)
          .flatMap(({ lines }) => lines.filter(([id]) => id === product))
          .reduce((sum, [, quantity]) => sum + quantity, 0);
        expect(await soldOf(product)).toEqual([units, units, units]);
      }
    }),
    { numRuns: 8 },
  );
}, 180_000);

test('the best-selling products come first, in pages too, and staff see the numbers', async () => {
  await bestSellers().handle([
    confirmed({ order: 'a', daysAgo: 0, lines: [['tea', 3]] }),
    confirmed({ order: 'b', daysAgo: 100, lines: [['pot', 50]] }),
  ]);
  const list = '{ products(sort: BEST_SELLING) { nodes { id unitsSold { last30Days last365Days ever } } } }';
  interface Listed {
    products: { nodes: { id: string; unitsSold: object | null }[] };
  }
  const { data } = await subgraph.ask<Listed>(list, {}, staff);
  expect(data.products.nodes).toEqual([
    { id: 'tea', unitsSold: { last30Days: 3, last365Days: 3, ever: 3 } },
    { id: 'pot', unitsSold: { last30Days: 0, last365Days: 50, ever: 50 } },
    { id: 'cup', unitsSold: { last30Days: 0, last365Days: 0, ever: 0 } },
  ]);
  const others = await subgraph.ask<Listed>(list);
  expect(others.data.products.nodes.map(({ unitsSold }) => unitsSold)).toEqual([null, null, null]);
  const seen: string[] = [];
  for (let after = ''; seen.length < 3;) {
    const page = await subgraph.ask<{
      products: { nodes: { id: string }[]; pageInfo: { endCursor: string } };
    }>(`{ products(sort: BEST_SELLING, first: 1${after}) { nodes { id } pageInfo { endCursor } } }`);
    seen.push(...page.data.products.nodes.map(({ id }) => id));
    after = `, after: "${page.data.products.pageInfo.endCursor}"`;
  }
  expect(seen).toEqual(['tea', 'pot', 'cup']);
});

test('each change of the catalogue is published, and an import is not', async () => {
  const CREATE = `mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } } }`;
  const input = { sku: 'NEW-1', name: 'New', price: { amount: '2.50', currency: 'USD' }, stock: 4 };
  const { data } = await subgraph.ask<{ createProduct: { product: { id: string } } }>(
    CREATE,
    { input },
    staff,
  );
  const { id } = data.createProduct.product;
  await subgraph.ask(
    `mutation { updateProduct(input: { id: "${id}", name: "Newer" }) { product { id } } }`,
    {},
    staff,
  );
  await subgraph.ask(`mutation { discontinueProduct(input: { id: "${id}" }) { product { id } } }`, {}, staff);
  const published = async () => {
    const found = await subgraph.models.events
      .find({ 'event.subject': id })
      .sort({ _id: 1 })
      .lean<{ event: ServiceEvent }[]>();
    return found.map(({ event }) => event);
  };
  const catalogue = async () => (await published()).filter(({ type }) => type.startsWith('shop.product.'));
  await expect.poll(async () => (await catalogue()).length).toBe(3);
  expect((await catalogue()).map((event) => [event.id, event.type])).toEqual([
    [`product/${id}@0`, 'shop.product.created.v1'],
    [`product/${id}@1`, 'shop.product.changed.v1'],
    [`product/${id}@2`, 'shop.product.discontinued.v1'],
  ]);
  expect((await catalogue())[2]?.data).toEqual({
    productId: id,
    sku: 'NEW-1',
    name: 'Newer',
    priceMinor: 250,
    currency: 'USD',
    categoryId: null,
    discontinued: true,
  });
  await expect
    .poll(async () => (await published()).some(({ type }) => type === 'shop.stock.changed.v1'))
    .toBe(true);
  expect(await subgraph.models.events.countDocuments({ 'event.subject': 'tea' })).toBe(0);
  expect(eventFaults(await published())).toEqual([]);
});
