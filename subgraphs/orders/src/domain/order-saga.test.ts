import { expect, test } from 'vitest';
import { createMemoryOrderRepository } from '../testing/memory-order-repository.js';
import { createMemoryStock } from '../testing/memory-stock.js';
import { createOrderSaga } from './order-saga.js';
import { termsOf } from './price-rules.js';
import type { Stock } from './stock.js';

const purchase = {
  key: 'k',
  fingerprint: 'f',
  lines: [{ productId: 'p1', quantity: 1 }],
  expectedTotal: null,
  shippingAddress: null,
};

test('an order that is due is closed, though nothing is left to do for it', async () => {
  const repository = createMemoryOrderRepository();
  const at = new Date();
  const terms = termsOf({ shippingFee: { minor: 0, currency: 'USD' } }, purchase.lines);
  const order = await repository.open({
    customerId: 'ada',
    purchase,
    terms,
    number: 1,
    at,
    dueAt: at,
    maxPending: 1,
  });
  if (typeof order !== 'object') throw new Error('the order is opened');
  const transition = { from: 'CONFIRMED', to: 'SHIPPED', event: 'OrderShipped', effects: [] } as const;
  const shipped = await repository.move(order, { transition, at, reason: null, dueAt: at });
  const nothing = () => Promise.reject(new Error('there is nothing to tell products'));
  const stock: Stock = { reserve: nothing, finalise: nothing, release: nothing, restock: nothing };
  const journal = { postponed: () => undefined };
  const saga = createOrderSaga({ repository, stock, journal, leaseMs: 1_000 });

  if (shipped !== undefined) await saga.settle(shipped, { requestId: 'r', pace: 'patient' });

  expect(repository.all().map(({ order: { status }, dueAt }) => [status, dueAt])).toEqual([
    ['SHIPPED', undefined],
  ]);
});

test('a reservation ends a while after its order was read, however late it is sent', async () => {
  const repository = createMemoryOrderRepository();
  const at = new Date();
  const order = await repository.open({
    customerId: 'ada',
    purchase,
    terms: termsOf({ shippingFee: { minor: 0, currency: 'USD' } }, purchase.lines),
    number: 1,
    at,
    dueAt: at,
    maxPending: 1,
  });
  const memory = createMemoryStock({ p1: 1 });
  const deadlines: Date[] = [];
  const nothing = () => Promise.resolve();
  const stock: Stock = {
    reserve({ orderId, lines, deadline }) {
      deadlines.push(deadline);
      return Promise.resolve(memory.receive({ kind: 'RESERVE', orderId, lines }));
    },
    finalise: nothing,
    release: nothing,
    restock: nothing,
  };
  const journal = { postponed: () => undefined };
  const saga = createOrderSaga({ repository, stock, journal, leaseMs: 1_000 });

  const heldUpSince = new Date(at.getTime() - 600_000);
  if (typeof order === 'object') await saga.decide(order, heldUpSince, { requestId: 'r', pace: 'patient' });

  expect(deadlines.map((deadline) => deadline.getTime() - heldUpSince.getTime())).toEqual([45_000]);
});
