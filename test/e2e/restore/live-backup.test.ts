import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { findViolations, openChecker, type Checker } from '../../crash/checker.js';
import { startStack, type Stack } from '../../crash/stack.js';
import { startCustomers } from './customers.js';
import { restoreBoth, snapshotBoth } from './snapshots.js';

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

it('backs up a shop while customers order, and restores a new shop from it', async () => {
  const [live, liveChecker] = await openShop();
  const productIds = await Promise.all(
    Array.from({ length: 4 }, (_, index) => live.shop.create(`SKU-${index}`, 100_000)),
  );
  const customers = startCustomers(live.shop, productIds);
  ended.push(() => customers.leave());
  await expect.poll(() => customers.confirmed.size, { timeout: 60_000 }).toBeGreaterThan(50);

  await live.orders.stop();
  expect(await live.orders.start({ CHECKOUT_PAUSED: 'true' })).toBe(true);
  const showOpen = await documentedCommand(live.orders.adminUrl);
  await expect.poll(showOpen, { timeout: 60_000 }).toBe('orders_open 0');
  const refused = customers.unanswered;
  const before = new Set(customers.confirmed);
  const snapshots = await snapshotBoth(live);
  await expect.poll(() => customers.unanswered, { timeout: 60_000 }).toBeGreaterThan(refused);
  expect(new Set(customers.confirmed)).toEqual(before);
  await live.orders.stop();
  expect(await live.orders.start()).toBe(true);
  await expect.poll(() => customers.confirmed.size, { timeout: 60_000 }).toBeGreaterThan(before.size + 50);
  await customers.leave();
  await untilSettled(liveChecker);
  expect(findViolations(await liveChecker.read())).toEqual([]);

  const [restored, checker] = await openShop();
  await restoreBoth(restored, snapshots);
  await untilSettled(checker);
  const books = await checker.read();
  expect(findViolations(books)).toEqual([]);
  const known = new Set(books.orders.map(({ _id }) => _id));
  expect([...before].filter((id) => !known.has(id))).toEqual([]);
  await expect.poll(() => checker.findSalesBehind(), { timeout: 60_000 }).toEqual([]);
  const [productId = ''] = productIds;
  const placed = await restored.shop.place('after', 'after', [{ productId, quantity: 1 }]);
  expect(placed?.order?.status).toBe('CONFIRMED');
  await untilSettled(checker);
  expect(findViolations(await checker.read())).toEqual([]);
}, 300_000);

async function openShop(): Promise<[Stack, Checker]> {
  const stack = await startStack();
  ended.push(() => stack.stop());
  const checker = await openChecker(stack.uris);
  ended.push(() => checker.close());
  return [stack, checker];
}

async function untilSettled(checker: Checker): Promise<void> {
  await expect.poll(() => checker.countOpen(), { timeout: 60_000 }).toBe(0);
}

/** The command of docs/operations.md that shows how many orders are open, for this address of metrics. */
async function documentedCommand(adminUrl: string): Promise<() => Promise<string>> {
  const text = await readFile(resolve(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
  const [, script = ''] = /compose exec orders node -e '([^']+)'/.exec(text) ?? [];
  const here = script.replace('http://127.0.0.1:9000', adminUrl);
  if (here === script) throw new Error('docs/operations.md has no command that shows the open orders');
  return async () => (await promisify(execFile)(process.execPath, ['-e', here])).stdout.trim();
}
