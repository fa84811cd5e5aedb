import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { findViolations, openChecker, type Checker } from './checker.js';
import { startFaultProxy, type FaultProxy } from './proxy.js';
import type { Service } from './service.js';
import { startStack, type Stack } from './stack.js';

/** The writes of products that may be late. Each is paused just before it is sent. */
export const lateWrites = ['reserve', 'finalise', 'release', 'restock'] as const;
export type LateWrite = (typeof lateWrites)[number];

export interface LateReport {
  readonly write: LateWrite;
  readonly outcome: string;
  readonly violations: readonly string[];
}

/**
 * Pauses a products process just before a write, lets another products process do the same write, completes the order,
 * and resumes the first process, whose write is then out of date.
 */
export async function runLateWriters(pauseMs: number, writes: readonly LateWrite[]): Promise<LateReport[]> {
  let proxy: FaultProxy | undefined;
  const stack = await startStack({
    productsPortForOrders: async (port) => (proxy = await startFaultProxy(port)).port,
  });
  const checker = await openChecker(stack.uris);
  try {
    if (proxy === undefined) throw new Error('no proxy');
    const other = await stack.anotherProducts();
    const reports: LateReport[] = [];
    for (const write of writes) {
      proxy.retarget(stack.productsPort);
      reports.push(await runOne(stack, checker, write, pauseMs, () => proxy?.retarget(other.port)));
    }
    return reports;
  } finally {
    stack.products.signal('SIGCONT');
    await checker.close();
    await stack.stop();
    await proxy?.close();
  }
}

async function runOne(
  { shop, products }: Stack,
  checker: Checker,
  write: LateWrite,
  pauseMs: number,
  failOver: () => void,
): Promise<LateReport> {
  const customer = randomUUID();
  const productId = await shop.create(customer, 2);
  const lines = [{ productId, quantity: 1 }];
  if (write === 'release') lines.push({ productId: 'no-such-product', quantity: 1 });
  const place = () => shop.place(customer, 'key', lines);
  const cancel = async () => {
    const order = (await place())?.order;
    if (order?.status === 'CONFIRMED') await shop.move('cancelOrder', order.id);
  };
  if (write === 'restock') await place();
  const struck = pauseAt(products, `${write}.before`);
  await struck.armed;
  const acting = write === 'restock' ? cancel() : place();
  await struck.reached;
  failOver();
  await acting;
  await untilAtRest(checker);
  // Ends the order, sells one unit to another customer and leaves one: a late write would change these numbers.
  await cancel();
  await untilAtRest(checker);
  const next = await shop.place(`${customer}-next`, 'key', [{ productId, quantity: 1 }]);
  await sleep(pauseMs);
  products.signal('SIGCONT');
  await settleDown(shop);
  await untilAtRest(checker);
  const books = await checker.read();
  return {
    write,
    outcome: books.orders.find(({ customerId }) => customerId === customer)?.status ?? 'none',
    violations: [
      ...findViolations(books),
      ...(next?.order?.status === 'CONFIRMED' ? [] : ['the unit could not be sold to the next customer']),
    ],
  };
}

function pauseAt(products: Service, point: string) {
  return { reached: products.untilStruck(point), armed: products.arm({ point, action: 'pause' }) };
}

/** Once the resumed process answers a new request, it has sent its late write. */
async function settleDown(shop: Stack['shop']): Promise<void> {
  await shop.create(randomUUID(), 1);
  await sleep(500);
}

async function untilAtRest(checker: Checker): Promise<void> {
  const deadline = performance.now() + 30_000;
  while ((await checker.countOpen()) > 0 && performance.now() < deadline) await sleep(20);
}
