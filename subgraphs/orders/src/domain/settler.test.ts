import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createMemoryOrderRepository } from '../testing/memory-order-repository.js';
import type { OrderSaga } from './order-saga.js';
import type { Order } from './order.js';
import { termsOf } from './price-rules.js';
import { createSettler } from './settler.js';
import { findTransition } from './transitions.js';

const lines = [{ productId: 'p1', quantity: 1 }];

/** An order that was decided, and whose units are still held. */
async function decided(status: 'CONFIRMED' | 'REJECTED'): Promise<Order> {
  const repository = createMemoryOrderRepository();
  const at = new Date();
  const order = await repository.open({
    customerId: 'ada',
    purchase: { key: 'k', fingerprint: 'f', lines, expectedTotal: null, shippingAddress: null },
    terms: termsOf({ shippingFee: { minor: 0, currency: 'USD' } }, lines),
    number: 1,
    at,
    dueAt: at,
    maxPending: 1,
  });
  const transition = findTransition('PENDING', status);
  if (typeof order !== 'object' || transition === undefined) throw new Error('the order is opened');
  const moved = await repository.move(order, { transition, at, reason: null, dueAt: at });
  if (moved === undefined) throw new Error('the order is decided');
  return moved;
}

/**
 * A settler whose settlements take a while, with what happened in order.
 *
 * @param begin called with the number of settlements that are in progress when one begins
 */
function start(begin: (inProgress: number) => void = () => undefined) {
  const happened: string[] = [];
  let inProgress = 0;
  const settle: OrderSaga['settle'] = async (order) => {
    begin(inProgress);
    inProgress += 1;
    await sleep(100);
    inProgress -= 1;
    happened.push('settled');
    return order;
  };
  const unused = () => Promise.reject(new Error('only settlements are tested'));
  const settler = createSettler({ settle, decide: unused, move: unused, postpone: unused });
  const answer = async (order: Order) => {
    await settler.afterDecision(order, 'r');
    happened.push('answered');
  };
  return { happened, settler, answer };
}

test('the customer of a confirmed order does not wait for its settlement', async () => {
  const { happened, settler, answer } = start();
  await answer(await decided('CONFIRMED'));
  await settler.idle();
  expect(happened).toEqual(['answered', 'settled']);
});

test('orders that are confirmed within a moment are settled together', async () => {
  const order = await decided('CONFIRMED');
  let together = 0;
  const { settler, answer } = start((soFar) => {
    if (soFar > 0) together += 1;
  });
  for (let count = 0; count < 5; count += 1) await answer(order);
  await settler.idle();
  expect(together).toBe(4);
});

test('the customer of a rejected order waits until its units are available again', async () => {
  const { happened, answer } = start();
  await answer(await decided('REJECTED'));
  expect(happened).toEqual(['settled', 'answered']);
});

test('customers wait while a hundred settlements are in progress, so that settling keeps pace', async () => {
  const { happened, settler, answer } = start();
  const order = await decided('CONFIRMED');
  await Promise.all(Array.from({ length: 101 }, () => answer(order)));
  await settler.idle();
  expect(happened.indexOf('settled')).toBe(100);
  expect(happened.at(-1)).toBe('answered');
});
