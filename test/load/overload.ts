import { setTimeout as sleep } from 'node:timers/promises';
import { createCaller, createMeter, type CallerOptions, type Measured } from './clients.js';
import { median } from './median.js';

export interface OverloadOptions {
  readonly url: string;
  /** The request body, in JSON. */
  readonly body: string;
  /** The duration of each load, in milliseconds; the overload takes four times as long. The first third is not measured. */
  readonly stepMs: number;
  /** The rate of the overload, as a multiple of the best rate. */
  readonly factor: number;
}

export interface OverloadReport {
  /** The lowest load that reached 95 % of the best goodput. */
  readonly knee: Step;
  /** The best goodput, in correct answers per second. */
  readonly peak: number;
  readonly overload: Flood;
  /** A client at another IP address that sends one request at a time during the overload. */
  readonly innocent: Measured;
}

const STEPS = [1, 2, 4, 8, 16, 32];

/**
 * Each round measures each load twice and the overload once. The medians of the rounds count: other work on the machine
 * disturbs one of them, but rarely two.
 */
const ROUNDS = 3;

/**
 * The maximum number of open requests during the overload: with more, the load generator itself would be overloaded.
 */
const MAX_OPEN = 1_000;
const TICK_MS = 5;

/**
 * Finds the best rate, sends `factor` times that rate, and measures the answers. Each round measures each load before and
 * after the overload: a machine that becomes slower or faster, as virtual ones do, changes both alike.
 */
export async function measureOverload(options: OverloadOptions): Promise<OverloadReport> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRound(options));
  const steps = STEPS.map((clients) => ({
    clients,
    ...medianOf(rounds.map(({ steps }) => meanOf(steps.filter((step) => step.clients === clients)))),
  }));
  const peak = bestOf(steps);
  const knee = steps.find(({ goodput }) => goodput >= 0.95 * peak);
  if (knee === undefined) throw new Error('no load gave an answer');
  return {
    knee,
    peak,
    overload: {
      ...medianOf(rounds.map(({ overload }) => overload)),
      sent: median(rounds.map(({ overload }) => overload.sent)),
    },
    innocent: medianOf(rounds.map(({ innocent }) => innocent)),
  };
}

/** The answers to requests at a fixed rate. */
type Flood = Measured & {
  /** The requests that were sent, per second. */
  readonly sent: number;
};

type Step = Measured & { readonly clients: number };

interface Round {
  /** Each load twice. */
  readonly steps: readonly Step[];
  readonly overload: Flood;
  readonly innocent: Measured;
}

async function measureRound({ url, body, stepMs, factor }: OverloadOptions): Promise<Round> {
  const steps: Step[] = [];
  const measureStep = async (clients: number) =>
    steps.push({ clients, ...(await runClosed({ url, connections: clients }, body, stepMs, 0)) });
  for (const clients of STEPS) await measureStep(clients);
  const [overload, innocent] = await Promise.all([
    runOpen({ url, connections: MAX_OPEN }, body, 4 * stepMs, factor * bestOf(steps)),
    runClosed({ url, connections: 1, localAddress: '127.0.0.2' }, body, 4 * stepMs, 50),
  ]);
  // One client first again: it lets the router see that the overload has ended.
  for (const clients of STEPS) await measureStep(clients);
  return { steps, overload, innocent };
}

function bestOf(steps: readonly Measured[]): number {
  return Math.max(...steps.map(({ goodput }) => goodput));
}

const medianOf = (all: readonly Measured[]): Measured => combine(all, median);

const meanOf = (all: readonly Measured[]): Measured =>
  combine(all, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);

function combine(all: readonly Measured[], by: (values: readonly number[]) => number): Measured {
  const of = (name: keyof Measured) => by(all.map((measured) => measured[name]));
  return { goodput: of('goodput'), p50: of('p50'), p99: of('p99'), share: of('share') };
}

/** Closed loop: each client sends its next request after the answer to the last. */
async function runClosed(
  options: CallerOptions,
  body: string,
  lengthMs: number,
  pauseMs: number,
): Promise<Measured> {
  const caller = createCaller(options);
  const meter = createMeter(lengthMs / 3);
  const end = performance.now() + lengthMs;
  const client = async () => {
    while (performance.now() < end) {
      meter.add(await caller.ask(body));
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: options.connections }, client));
  const result = meter.result();
  await caller.close();
  return result;
}

/** Open loop: sends requests at a fixed rate and does not wait for answers. */
async function runOpen(options: CallerOptions, body: string, lengthMs: number, rate: number): Promise<Flood> {
  const caller = createCaller(options);
  const meter = createMeter(lengthMs / 3);
  const began = performance.now();
  const open = new Set<Promise<void>>();
  let due = 0;
  let sent = 0;
  while (performance.now() < began + lengthMs) {
    for (; due < ((performance.now() - began) / 1_000) * rate; due += 1) {
      if (open.size >= MAX_OPEN) continue;
      sent += 1;
      const request = caller.ask(body).then((ms) => meter.add(ms));
      open.add(request);
      void request.finally(() => open.delete(request));
    }
    await sleep(TICK_MS);
  }
  const result = { ...meter.result(), sent: sent / ((performance.now() - began) / 1_000) };
  await Promise.all(open);
  await caller.close();
  return result;
}
