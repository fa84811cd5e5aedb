import { expect, test } from 'vitest';
import { StockFailed, StockUnavailable, type CallOptions } from '../../domain/stock.js';
import { createSharedCall } from './shared-call.js';

const customer = { requestId: 'r', pace: 'prompt' } as const;
const worker = { requestId: 'r', pace: 'patient' } as const;

/** A call whose answers come when the test says so; an order named `bad` fails with all that it comes with. */
function start(failure = new Error('BAD_USER_INPUT')) {
  const calls: { orders: string[]; answer: () => void }[] = [];
  const shared = createSharedCall<string, string>(
    () => 1,
    (orders) =>
      new Promise((resolve, reject) => {
        calls.push({
          orders,
          answer: () => (orders.includes('bad') ? reject(failure) : resolve(orders.map((one) => `${one}!`))),
        });
      }),
  );
  return { calls, ask: (order: string, as: CallOptions) => shared.ask(order, as) };
}

test('who comes while calls are under way shares the next', async () => {
  const { calls, ask } = start();
  const answers = ['a', 'b', 'c', 'd', 'e'].map((order) => ask(order, customer));
  expect(calls.map(({ orders }) => orders)).toEqual([['a'], ['b'], ['c']]);
  calls[0]?.answer();
  await answers[0];
  await expect.poll(() => calls.length).toBe(4);
  expect(calls[3]?.orders).toEqual(['d', 'e']);
  for (const { answer } of calls) answer();
  expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!']);
});

test('the worker does not wait for customers, nor they for it, and its orders of one moment share a call', async () => {
  const { calls, ask } = start();
  for (const order of ['a', 'b', 'c', 'd']) void ask(order, worker);
  void ask('e', customer);
  expect(calls.map(({ orders }) => orders)).toEqual([['e']]);
  await expect.poll(() => calls.map(({ orders }) => orders)).toEqual([['e'], ['a', 'b', 'c', 'd']]);
});

test.each([
  ['refused', new Error('BAD_USER_INPUT')],
  ['failed at', new StockFailed('INTERNAL_SERVER_ERROR')],
])('an order that is %s fails alone', async (_what, failure) => {
  const { calls, ask } = start(failure);
  const first = ask('first', worker);
  await expect.poll(() => calls.length).toBe(1);
  const [good, bad] = [ask('good', worker), ask('bad', worker)];
  calls[0]?.answer();
  await first;
  await expect.poll(() => calls.length).toBe(2);
  calls[1]?.answer();
  await expect.poll(() => calls.length).toBe(4);
  for (const { answer } of calls) answer();
  expect(await good).toBe('good!');
  await expect(bad).rejects.toBe(failure);
});

test('a group that hears nothing is not taken apart', async () => {
  const failure = new StockUnavailable('no answer');
  const { calls, ask } = start(failure);
  const first = ask('first', worker);
  await expect.poll(() => calls.length).toBe(1);
  const group = Promise.allSettled([ask('good', worker), ask('bad', worker)]);
  calls[0]?.answer();
  await first;
  await expect.poll(() => calls.length).toBe(2);
  calls[1]?.answer();
  expect(await group).toEqual([failure, failure].map((reason) => ({ status: 'rejected', reason })));
  expect(calls.length).toBe(2);
});

test('an answer in part is none', async () => {
  const shared = createSharedCall<string, string>(
    () => 1,
    () => Promise.resolve([]),
  );
  await expect(shared.ask('a', customer)).rejects.toBeInstanceOf(StockUnavailable);
});
