import { setTimeout as sleep } from 'node:timers/promises';
import { createCaller, createMeter, type CallerOptions, type Measured } from './clients.js';

export interface OverloadOptions {
  readonly url: string;
  /** The JSON of the operation. */
  readonly body: string;
  /** How long each load lasts, in milliseconds; the first third is not counted. */
  readonly stepMs: number;
  /** How many times the best rate is sent. */
  readonly factor: number;
}

export interface OverloadReport {
  /** The smallest load that gave 95 % of the best goodput. */
  readonly knee: Measured & { readonly clients: number };
  /** The best goodput, in good answers a second. */
  readonly peak: number;
  readonly overload: Measured;
  /** One client at another address, that sends one request at a time while the others send too many. */
  readonly innocent: Measured;
}

const STEPS = [1, 2, 4, 8, 16, 32];

/** Requests of the overload that are open at once: more would be the generator's own overload. */
const MAX_OPEN = 1_000;
const TICK_MS = 5;

/** Finds the best rate, sends ten times as much, and watches what comes back. */
export async function measureOverload(options: OverloadOptions): Promise<OverloadReport> {
  const { url, body, stepMs, factor } = options;
  const steps: (Measured & { clients: number })[] = [];
  for (const clients of STEPS) {
    steps.push({ clients, ...(await runClosed({ url, body, connections: clients }, stepMs, 0)) });
  }
  const peak = Math.max(...steps.map(({ goodput }) => goodput));
  const knee = steps.find(({ goodput }) => goodput >= 0.95 * peak);
  if (knee === undefined) throw new Error('no load gave an answer');
  const [overload, innocent] = await Promise.all([
    runOpen({ url, body, connections: MAX_OPEN }, 3 * stepMs, factor * peak),
    runClosed({ url, body, connections: 1, localAddress: '127.0.0.2' }, 3 * stepMs, 50),
  ]);
  return { knee, peak, overload, innocent };
}

/** So many clients, each with one request at a time. */
async function runClosed(options: CallerOptions, lengthMs: number, pauseMs: number): Promise<Measured> {
  const caller = createCaller(options);
  const meter = createMeter(lengthMs / 3);
  const end = performance.now() + lengthMs;
  const client = async () => {
    while (performance.now() < end) {
      meter.add(await caller.ask());
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: options.connections }, client));
  const result = meter.result();
  await caller.close();
  return result;
}

/** So many requests a second, whatever comes back. */
async function runOpen(options: CallerOptions, lengthMs: number, rate: number): Promise<Measured> {
  const caller = createCaller(options);
  const meter = createMeter(lengthMs / 3);
  const began = performance.now();
  const open = new Set<Promise<void>>();
  let sent = 0;
  while (performance.now() < began + lengthMs) {
    const due = ((performance.now() - began) / 1_000) * rate;
    for (; sent < due; sent += 1) {
      if (open.size >= MAX_OPEN) continue;
      const request = caller.ask().then((ms) => meter.add(ms));
      open.add(request);
      void request.finally(() => open.delete(request));
    }
    await sleep(TICK_MS);
  }
  const result = meter.result();
  await Promise.all(open);
  await caller.close();
  return result;
}
