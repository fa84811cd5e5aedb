import { randomUUID } from 'node:crypto';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Payload } from './testing/answers.js';
import { PLACE } from './testing/operations.js';
import { startProducts, type Products } from './testing/products.js';
import { startTestSubgraph, type TestSubgraph } from './testing/test-subgraph.js';

let database: TestDatabase;
let products: Products;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  products = await startProducts(database.newUri('products'));
  subgraph = await startTestSubgraph({ uri: database.newUri('orders'), productsUrl: products.url });
});

afterAll(async () => {
  await subgraph.stop();
  await products.stop();
  await database.stop();
});

const QUOTE = `query ($input: QuoteInput!) {
  quote(input: $input) {
    lines { product { id } sku productName quantity unitPrice { amount } discount total { amount } }
    subtotal { amount } discount { amount } shipping { amount } total { amount currency }
  }
}`;

interface Quote {
  readonly lines: readonly { readonly product: { readonly id: string } }[];
  readonly total: { readonly amount: string };
}

type Line = readonly [productId: string, quantity: number];

function toLines(lines: readonly Line[]) {
  return lines.map(([productId, quantity]) => ({ productId, quantity }));
}

/** Asks as anybody may: without an account, again when a busy machine makes products late. */
async function ask(...lines: Line[]) {
  for (;;) {
    const answer = await subgraph.ask<{ quote: Quote | null }>(QUOTE, { input: { lines: toLines(lines) } });
    if (answer.errors?.[0]?.extensions.code !== 'SERVICE_UNAVAILABLE') return answer;
  }
}

async function totalOf(...lines: Line[]): Promise<string> {
  const { data } = await ask(...lines);
  if (data.quote === null) throw new Error('there is no quote');
  return data.quote.total.amount;
}

async function place(expectedTotal: string, ...lines: Line[]) {
  const input = { lines: toLines(lines), expectedTotal, idempotencyKey: randomUUID() };
  for (;;) {
    const as = { subject: 'customer' };
    const { data, errors } = await subgraph.ask<{ placeOrder: Payload | null }>(PLACE, { input }, as);
    if (errors?.[0]?.extensions.code !== 'SERVICE_UNAVAILABLE') return data.placeOrder;
  }
}

test('a quote adds up each product at its price of today, and holds nothing', async () => {
  const tea = await products.create('Q-TEA', 1_050, 3);
  const { result, commands } = await subgraph.watch(() => ask([tea, 2], [tea, 3]));
  expect(result.data.quote).toEqual({
    lines: [
      {
        product: { id: tea },
        sku: 'Q-TEA',
        productName: 'Name of Q-TEA',
        quantity: 5,
        unitPrice: { amount: '10.50' },
        discount: '0',
        total: { amount: '52.50' },
      },
    ],
    subtotal: { amount: '52.50' },
    discount: { amount: '0.00' },
    shipping: { amount: '4.50' },
    total: { amount: '57.00', currency: 'USD' },
  });
  expect(commands).toEqual([]);
  expect(await products.inventory(tea)).toMatchObject({ available: 3, held: 0 });
});

test('the total of a quote is the expected total of the order, until a price changes', async () => {
  const tea = await products.create('Q-GREEN', 1_999, 10);
  const cup = await products.create('Q-CUP', 333, 10);
  const total = await totalOf([tea, 2], [cup, 3]);
  expect(await place(total, [cup, 3], [tea, 2])).toMatchObject({
    order: { status: 'CONFIRMED' },
    errors: [],
  });
  await products.ask(
    'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { errors { __typename } } }',
    { input: { id: cup, price: { amount: '3.34', currency: 'USD' } } },
  );
  expect(await place(total, [tea, 2], [cup, 3])).toMatchObject({
    order: { status: 'REJECTED' },
    errors: [{ __typename: 'PriceChanged', actual: { amount: '54.50' } }],
  });
  const changed = await totalOf([tea, 2], [cup, 3]);
  expect(changed).toBe('54.50');
  expect(await place(changed, [tea, 2], [cup, 3])).toMatchObject({ order: { status: 'CONFIRMED' } });
});

test('a product that is gone has no price, and the others are quoted', async () => {
  const [kept, ended] = [await products.create('Q-KEPT', 100, 1), await products.create('Q-ENDED', 100, 1)];
  await products.ask(
    'mutation ($input: DiscontinueProductInput!) { discontinueProduct(input: $input) { errors { __typename } } }',
    { input: { id: ended } },
  );
  const { data } = await ask([kept, 1], [ended, 1], ['no-such-product', 1]);
  const gone = { sku: null, productName: null, quantity: 1, unitPrice: null, discount: '0', total: null };
  expect(data.quote).toMatchObject({
    subtotal: { amount: '1.00' },
    total: { amount: '5.50' },
  });
  expect(data.quote?.lines.filter(({ product }) => product.id !== kept)).toEqual(
    [ended, 'no-such-product'].sort().map((id) => ({ product: { id }, ...gone })),
  );
});

test.each([
  ['no lines', [], 'lines: An order has 1 to 100 lines.'],
  ['too many lines', Array<Line>(101).fill(['p', 1]), 'lines: An order has 1 to 100 lines.'],
  ['no units', [['p', 0]], 'lines.0.quantity: The quantity must be from 1 to 1000.'],
] as const)('a quote of %s is refused', async (_, lines, message) => {
  const { data, errors } = await ask(...lines);
  expect(data.quote).toBeNull();
  expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('a quote waits for no products that do not answer', async () => {
  products.signal('SIGSTOP');
  try {
    const { errors } = await subgraph.ask(QUOTE, { input: { lines: toLines([['p', 1]]) } });
    expect(errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
  } finally {
    products.signal('SIGCONT');
  }
});
