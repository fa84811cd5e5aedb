import { setTimeout as sleep } from 'node:timers/promises';
import { findViolations, openChecker } from './checker.js';
import type { Line, ShopClient } from './client.js';
import { startFaultProxy, type Fate, type FaultProxy } from './proxy.js';
import { createRandom } from './random.js';
import { startStack } from './stack.js';

export interface StormOptions {
  readonly orders: number;
  readonly buyers: number;
  readonly seed: number;
  /** How long products is paused in the middle of the storm, after the database was killed, in milliseconds. */
  readonly pauseMs: number;
  /** Chooses the fate of a request by a random number from 0 to 1. */
  readonly weather: (chance: number) => Fate;
}

export interface StormReport {
  /** The number of orders by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The number of requests by fate. */
  readonly fates: Readonly<Record<string, number>>;
  /** The time from the last client's last answer until no order was open, in milliseconds. */
  readonly restMs: number;
  readonly violations: readonly string[];
}

/**
 * Three in ten answers are lost after the effect. Other answers are late or never arrive; some requests are late or
 * lost.
 */
export function badWeather(chance: number): Fate {
  if (chance < 0.3) return { kind: 'drop answer' };
  if (chance < 0.35) return { kind: 'reset' };
  if (chance < 0.37) return { kind: 'swallow answer' };
  if (chance < 0.39) return { kind: 'delay answer', ms: 900 };
  // Longer than the sender waits: by then, the order has been moved on by other processes.
  if (chance < 0.41) return { kind: 'delay request', ms: 3_000 };
  if (chance < 0.42) return { kind: 'delay request', ms: 11_000 };
  return { kind: 'pass' };
}

const PRODUCTS = 8;
const REST_TIMEOUT_MS = 60_000;

/** Lets buyers place and cancel orders over a bad network between orders and products, then checks the books. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  let proxy: FaultProxy | undefined;
  const stack = await startStack({
    productsPortForOrders: async (port) => (proxy = await startFaultProxy(port)).port,
  });
  const checker = await openChecker(stack.uris);
  try {
    // The recovery workers of both orders processes take up abandoned orders at the same time.
    await stack.anotherOrders();
    const random = createRandom(options.seed);
    const ids = await Promise.all(
      Array.from({ length: PRODUCTS }, (_, at) =>
        stack.shop.create(`storm-${at}`, Math.ceil(options.orders * 0.3)),
      ),
    );
    const fates: Record<string, number> = {};
    let longestDelayMs = 0;
    if (proxy !== undefined) {
      proxy.fate = () => {
        const fate = options.weather(random());
        fates[fate.kind] = (fates[fate.kind] ?? 0) + 1;
        if (fate.kind === 'delay request') longestDelayMs = Math.max(longestDelayMs, fate.ms);
        return fate;
      };
    }
    const told = await buyAll(stack.shop, ids, options, random, async () => {
      await stack.crashDatabase();
      stack.products.signal('SIGSTOP');
      await sleep(options.pauseMs);
      stack.products.signal('SIGCONT');
    });
    if (proxy !== undefined) proxy.fate = () => ({ kind: 'pass' });
    const restMs = await untilAtRest(() => checker.countOpen());
    // Delayed requests arrive during this time.
    await sleep(longestDelayMs + SLACK_MS);
    const books = await checker.read();
    const kept = new Map(books.orders.map(({ _id, status }) => [_id, status]));
    return {
      statuses: count(books.orders.map(({ status }) => status)),
      fates,
      restMs,
      violations: [...findViolations(books), ...broken(told, kept)],
    };
  } finally {
    await checker.close();
    await stack.stop();
    await proxy?.close();
  }
}

const SLACK_MS = 1_000;

/** The last status that each buyer was told, by order id. */
type Told = Map<string, string>;

async function buyAll(
  shop: ShopClient,
  ids: readonly string[],
  { orders, buyers }: StormOptions,
  random: () => number,
  pause: () => Promise<void>,
): Promise<Told> {
  const told: Told = new Map();
  let next = 0;
  let pausing: Promise<void> | undefined;
  const buy = async () => {
    for (let number = next++; number < orders; number = next++) {
      if (number >= orders / 2) pausing ??= pause();
      await buyOne(shop, `buyer-${number}`, chooseLines(ids, random), random() < 0.2, told);
    }
  };
  await Promise.all(Array.from({ length: buyers }, buy));
  await pausing;
  return told;
}

/** Repeats an order with the same key until there is an answer, as a client that knows nothing else would. */
async function buyOne(
  shop: ShopClient,
  customer: string,
  lines: readonly Line[],
  regret: boolean,
  told: Told,
): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const order = (await shop.place(customer, 'key', lines))?.order;
    if (order == null) {
      await sleep(250);
      continue;
    }
    told.set(order.id, order.status);
    if (!regret || order.status !== 'CONFIRMED') return;
    const cancelled = (await shop.move('cancelOrder', order.id))?.order;
    if (cancelled != null) told.set(cancelled.id, cancelled.status);
    return;
  }
}

function chooseLines(ids: readonly string[], random: () => number): Line[] {
  const pick = () => ids[Math.floor(random() * ids.length)] ?? '';
  const chosen = new Set([pick(), pick()]);
  return [...chosen].map((productId) => ({ productId, quantity: 1 + Math.floor(random() * 3) }));
}

/** Lists the orders whose stored status contradicts the status that the buyer was told. */
function broken(told: Told, kept: ReadonlyMap<string, string>): string[] {
  return [...told].flatMap(([id, status]) => {
    const now = kept.get(id);
    // A cancellation whose answer was lost is valid.
    const holds = now === status || (status === 'CONFIRMED' && now === 'CANCELLED');
    return holds ? [] : [`${id}: told ${status}, kept as ${now ?? 'nothing'}`];
  });
}

async function untilAtRest(countOpen: () => Promise<number>): Promise<number> {
  const started = performance.now();
  while ((await countOpen()) > 0 && performance.now() - started < REST_TIMEOUT_MS) await sleep(50);
  return performance.now() - started;
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
