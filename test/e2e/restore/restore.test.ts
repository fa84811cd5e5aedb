import { afterAll, beforeAll, expect, it } from 'vitest';
import { findViolations, openChecker, type Checker } from '../../crash/checker.js';
import { startStack, type Stack } from '../../crash/stack.js';
import { restoreBoth, snapshot, snapshotBoth } from './snapshots.js';

let stack: Stack;
let checker: Checker;
let productId: string;

beforeAll(async () => {
  stack = await startStack();
  checker = await openChecker(stack.uris);
  productId = await stack.shop.create('restored', 1_000);
});
afterAll(async () => {
  await checker.close();
  await stack.stop();
});

it('restores a shop that is consistent from snapshots that were taken while no orders process ran', async () => {
  await buy('before', 5);
  await untilSettled();
  // An unfinished order: its units are held, and no orders process completes it.
  await stack.orders.arm({ point: 'confirm.before', action: 'kill' });
  await buy('interrupted', 1);
  await stack.orders.untilDead(30_000);
  const snapshots = await snapshotBoth(stack);
  expect(await checker.countOpen()).toBe(1);
  await stack.orders.start();
  await buy('lost', 3);

  await restoreBoth(stack, snapshots);

  await untilSettled();
  const books = await checker.read();
  expect(books.orders.map(({ status }) => status)).toEqual(Array(6).fill('CONFIRMED'));
  expect(findViolations(books)).toEqual([]);
  await buy('after', 2);
  await untilSettled();
  expect(findViolations(await checker.read())).toEqual([]);
}, 120_000);

// The orders and ledgers contradict each other after this test.
it('finds that snapshots do not fit when orders were placed between them', async () => {
  const products = await snapshot(stack.uris.products);
  await buy('between', 2);
  await untilSettled();
  await restoreBoth(stack, { products, orders: await snapshot(stack.uris.orders) });
  await untilSettled();
  expect(findViolations(await checker.read())).not.toEqual([]);
}, 120_000);

/** Places orders. Their units count as sold soon after the answers. */
async function buy(customer: string, times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    await stack.shop.place(customer, `${customer}-${at}`, [{ productId, quantity: 2 }]);
  }
}

async function untilSettled(): Promise<void> {
  await expect.poll(() => checker.countOpen(), { timeout: 30_000 }).toBe(0);
}
