import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startSupergraph, type Supergraph } from '@supergraph/local';
import { createCaller, type Caller } from './clients.js';
import { readCpu } from './cpu.js';
import { median } from './median.js';
import { atLeast, atMost, say, type Figure } from './report.js';
import { shoppingRequest, stockUp, UNLIMITED } from './shopping.js';
import { signUp } from './sign-up.js';

const CLIENTS = 4;
const ROUNDS = Number(process.env.ROUNDS ?? 7);

/** The operations of each round in each stack, a multiple of those of a shopping customer. */
const OPERATIONS = Number(process.env.OPERATIONS ?? 280);

/** The maximum cost of tracing, in per cent of the throughput, by the share of requests that are recorded. */
const LIMITS = [
  ['1 %', '0.01', 3],
  ['100 %', '1', 15],
] as const;

interface Stack {
  readonly supergraph: Supergraph;
  readonly caller: Caller;
  /** The CPU time of all processes for one operation in each round, in milliseconds. */
  readonly cpuMs: number[];
}

/**
 * Compares the CPU time of an operation of the shop with tracing and without. Stacks take turns, and the collector is a
 * process of its own, whose time is not counted.
 */
export async function runTracing(): Promise<readonly Figure[]> {
  const receiver = fork(join(import.meta.dirname, 'otlp-receiver.mjs'), { execArgv: [] });
  const [endpoint] = (await once(receiver, 'message')) as [string];
  const off = await open({});
  const traced: Stack[] = [];
  try {
    for (const [, ratio] of LIMITS) traced.push(await open(recording(endpoint, ratio)));
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const stack of [off, ...traced]) {
        const cpuMs = await run(stack);
        // The first round only warms the processes up.
        if (round >= 0) stack.cpuMs.push(cpuMs);
      }
    }
    const received = Number(await (await fetch(endpoint)).text());
    return [
      atLeast('requests to the collector', received, 1),
      ...LIMITS.map(([share, , limit], index) => judge(share, limit, off, traced[index])),
    ];
  } finally {
    await Promise.all([off, ...traced].map(({ supergraph, caller }) => close(supergraph, caller)));
    receiver.disconnect();
  }
}

function recording(endpoint: string, ratio: string) {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: ratio,
  };
}

async function open(all: Readonly<Record<string, string>>): Promise<Stack> {
  const supergraph = await startSupergraph({ env: { ...UNLIMITED, all } });
  await stockUp(supergraph.url);
  const token = await signUp(supergraph.url);
  return {
    supergraph,
    caller: createCaller({ url: supergraph.url, connections: CLIENTS, token }),
    cpuMs: [],
  };
}

async function run({ supergraph, caller }: Stack): Promise<number> {
  const pids = Object.values(supergraph.pids());
  const before = readCpu(pids);
  let next = 0;
  const client = async () => {
    while (next < OPERATIONS) {
      if ((await caller.ask(shoppingRequest(next++))) === undefined) throw new Error('an operation failed');
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (readCpu(pids) - before) / OPERATIONS;
}

function judge(share: string, limit: number, off: Stack, traced: Stack | undefined): Figure {
  const ratios = off.cpuMs.map((cpuMs, round) => (traced?.cpuMs[round] ?? Number.NaN) / cpuMs);
  const slower = 1 - 1 / median(ratios);
  say(
    `${share}: ${median(traced?.cpuMs ?? []).toFixed(2)} ms of CPU per operation, ` +
      `${median(off.cpuMs).toFixed(2)} ms without; by rounds ${ratios.map((ratio) => ratio.toFixed(3)).join(' ')}`,
  );
  return atMost(`per cent of throughput that ${share} of traces cost`, 100 * slower, limit);
}

async function close(supergraph: Supergraph, caller: Caller): Promise<void> {
  await caller.close();
  await supergraph.stop();
}
