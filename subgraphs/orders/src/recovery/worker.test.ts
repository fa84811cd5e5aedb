import { createLogger } from '@supergraph/service-kit';
import { expect, test } from 'vitest';
import type { OrderSaga } from '../domain/order-saga.js';
import type { Order } from '../domain/order.js';
import { StockUnavailable } from '../domain/stock.js';
import { createMemoryOrderRepository } from '../testing/memory-order-repository.js';
import type { RecoveryOutcome } from './metrics.js';
import { startWorker } from './worker.js';

test('an order that cannot even be put off is counted as failed, and said to be that', async () => {
  const log: string[] = [];
  const outcomes: RecoveryOutcome[] = [];
  const notNow = () => Promise.reject(new StockUnavailable('products does not answer'));
  const saga: OrderSaga = {
    decide: notNow,
    settle: notNow,
    move: notNow,
    postpone: () => Promise.reject(new Error('the database does not answer')),
  };
  const orders = [{ id: 'o1', status: 'PENDING' } as Order];
  const worker = startWorker({
    repository: {
      ...createMemoryOrderRepository(),
      lease: () => Promise.resolve(orders.shift()),
    },
    saga,
    metrics: { recovered: (outcome) => outcomes.push(outcome) },
    logger: createLogger({ service: 'orders', level: 'error' }, { write: (line) => log.push(line) }),
    intervalMs: 10,
    leaseMs: 10_000,
  });
  await expect.poll(() => log.length).toBe(1);
  await worker.stop();
  expect(outcomes).toEqual(['failed']);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({
    msg: 'an open order cannot be put off',
    orderId: 'o1',
    err: { message: 'the database does not answer' },
  });
});

test('one look at a time finds open orders, and four are completed at once', async () => {
  const orders = Array.from({ length: 9 }, (_, index) => ({ id: `o${index}`, status: 'PENDING' }) as Order);
  let [looks, mostLooks, atWork, mostAtWork] = [0, 0, 0, 0];
  let finished = 0;
  const finish: (() => void)[] = [];
  const saga: OrderSaga = {
    decide: async (order) => {
      mostAtWork = Math.max(mostAtWork, (atWork += 1));
      await new Promise<void>((done) => finish.push(done));
      atWork -= 1;
      return order;
    },
    settle: (order) => Promise.resolve(order),
    move: () => Promise.reject(new Error('unused')),
    postpone: () => Promise.reject(new Error('unused')),
  };
  const worker = startWorker({
    repository: {
      ...createMemoryOrderRepository(),
      lease: async () => {
        mostLooks = Math.max(mostLooks, (looks += 1));
        await Promise.resolve();
        looks -= 1;
        return orders.shift();
      },
    },
    saga,
    metrics: { recovered: () => (finished += 1) },
    logger: createLogger({ service: 'orders', level: 'silent' }),
    intervalMs: 5,
    leaseMs: 10_000,
  });
  await expect.poll(() => finish.length).toBe(4);
  finish.shift()?.();
  await expect.poll(() => [finished, finish.length]).toEqual([1, 4]);
  const finishing = setInterval(() => finish.splice(0).forEach((done) => done()), 5);
  await expect.poll(() => finished).toBe(9);
  clearInterval(finishing);
  await worker.stop();
  expect([mostLooks, mostAtWork]).toEqual([1, 4]);
});
