import { expect, test } from 'vitest';
import { StockUnavailable, type Conversation } from '../../domain/stock.js';
import { createSharedCall } from './shared-call.js';

const customer = { requestId: 'r', pace: 'prompt' } as const;
const worker = { requestId: 'r', pace: 'patient' } as const;

/** A call whose answers come when the test says so; an order named `bad` is refused with all that it comes with. */
function start() {
  const calls: { orders: string[]; answer: () => void }[] = [];
  const shared = createSharedCall<string, string>(
    () => 1,
    (orders) =>
      new Promise((resolve, reject) => {
        calls.push({
          orders,
          answer: () =>
            orders.includes('bad')
              ? reject(new Error('BAD_USER_INPUT'))
              : resolve(orders.map((one) => `${one}!`)),
        });
      }),
  );
  return { calls, ask: (order: string, as: Conversation) => shared.ask(order, as) };
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

test('the worker does not wait for customers, nor they for it', () => {
  const { calls, ask } = start();
  for (const order of ['a', 'b', 'c', 'd']) void ask(order, worker);
  void ask('e', customer);
  expect(calls.map(({ orders }) => orders)).toEqual([['a'], ['e']]);
});

test('an order that is refused fails alone', async () => {
  const { calls, ask } = start();
  const first = ask('first', worker);
  const [good, bad] = [ask('good', worker), ask('bad', worker)];
  calls[0]?.answer();
  await first;
  await expect.poll(() => calls.length).toBe(2);
  calls[1]?.answer();
  await expect.poll(() => calls.length).toBe(4);
  for (const { answer } of calls) answer();
  expect(await good).toBe('good!');
  await expect(bad).rejects.toThrow('BAD_USER_INPUT');
});

test('an answer in part is none', async () => {
  const shared = createSharedCall<string, string>(
    () => 1,
    () => Promise.resolve([]),
  );
  await expect(shared.ask('a', customer)).rejects.toBeInstanceOf(StockUnavailable);
});
