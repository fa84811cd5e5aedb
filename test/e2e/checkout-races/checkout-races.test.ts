import type { Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations, openChecker, type Checker } from '../../crash/checker.js';
import type { Client } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { gather, type Crowd } from '../../crash/crowd.js';
import { create, place, runRace, type Payload } from '../../crash/race.js';

let supergraph: Supergraph;
let crowd: Crowd;
let checker: Checker;

beforeAll(async () => {
  supergraph = await startTestSupergraph({ seed: false, logLevel: 'error' });
  crowd = await gather(supergraph);
  checker = await openChecker({
    orders: supergraph.databaseUri('orders'),
    products: supergraph.databaseUri('products'),
  });
});

afterAll(async () => {
  await checker.close();
  await supergraph.stop();
});

/** Checks that the orders and the ledgers agree on every unit. */
async function expectBooksInOrder(): Promise<void> {
  await expect.poll(() => checker.countOpen(), { timeout: 60_000 }).toBe(0);
  expect(findViolations(await checker.read())).toEqual([]);
}

/** `npm run test:long` and `npm run test:security` use more buyers, orders and rounds. */
const isWhole = process.env.FULL === '1';
const BUYERS = isWhole ? 500 : 60;

test(`${BUYERS} buyers want 10 units: 10 get one, the others are told that there are none`, async () => {
  const { outcomes } = await runRace(crowd, { buyers: BUYERS, units: 10 }, 0);
  expect(outcomes).toEqual({ CONFIRMED: 10, 'REJECTED InsufficientStock': BUYERS - 10 });
  await expectBooksInOrder();
}, 180_000);

test('10 identical calls at once are one order and ten equal answers', async () => {
  const id = await create(crowd, 100);
  const client = crowd.customer('hasty');
  const answers = await Promise.all(Array.from({ length: 10 }, () => place(client, [id], 'key')));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ order: { status: 'CONFIRMED' }, errors: [] });
  const { orders } = await checker.read();
  expect(orders.filter(({ customerId }) => customerId === 'hasty')).toHaveLength(1);
  await expectBooksInOrder();
});

async function move(client: Client, field: 'cancelOrder' | 'shipOrder', orderId: string): Promise<Payload> {
  const type = field === 'cancelOrder' ? 'CancelOrderInput' : 'ShipOrderInput';
  const data = await client.data<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { order { id number status } errors { __typename } } }`,
    { input: { orderId } },
  );
  const payload = data[field];
  if (payload === undefined) throw new Error(`no ${field}`);
  return payload;
}

test('cancel against ship: one of the two happens, and the other is told', async () => {
  const id = await create(crowd, 100);
  for (let round = 0; round < (isWhole ? 20 : 5); round += 1) {
    const client = crowd.customer(`wavering-${round}`);
    const { order } = await place(client, [id], 'key');
    const orderId = order?.id ?? '';
    const both = await Promise.all([
      move(client, 'cancelOrder', orderId),
      move(crowd.staff, 'shipOrder', orderId),
    ]);
    expect(both.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(both.flatMap(({ errors }) => errors)).toEqual([{ __typename: 'InvalidOrderTransition' }]);
  }
  await expectBooksInOrder();
});

const CROSSWISE = isWhole ? 100 : 40;

test('two products that are bought crosswise by many: no deadlock, and no order with one of them', async () => {
  const [a, b] = [await create(crowd, 20), await create(crowd, 20)];
  const answers = await Promise.all(
    Array.from({ length: CROSSWISE }, (_, at) =>
      place(crowd.customer(`crosswise-${at}`), at % 2 === 0 ? [a, b] : [b, a], 'key'),
    ),
  );
  const confirmed = answers.filter(({ order }) => order?.status === 'CONFIRMED');
  expect(confirmed.length).toBeLessThanOrEqual(20);
  expect(answers.filter(({ order }) => order?.status === 'REJECTED')).toHaveLength(
    CROSSWISE - confirmed.length,
  );
  await expectBooksInOrder();
  const { ledgers } = await checker.read();
  const sold = (productId: string) => ledgers.find(({ _id }) => _id === productId)?.sold;
  expect([sold(a), sold(b)]).toEqual([confirmed.length, confirmed.length]);
});
