import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSupergraph, type Supergraph } from '@supergraph/local';
import { createCaller } from './clients.js';
import { median } from './median.js';
import { atMost, say, type Figure } from './report.js';
import { shoppingRequest, stockUp, UNLIMITED } from './shopping.js';
import { signUp } from './sign-up.js';

/** The length of the soak, in minutes. `SOAK_MINUTES` sets another one. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);
const SAMPLE_MS = 5_000;

/** The pause of each client after an answer, in milliseconds, so that the load is modest. */
const PAUSE_MS = 40;

/** The memory at the end, in multiples of that in the middle. */
const FLAT = 1.1;

/** Runs the shop under a modest load, and compares the memory of its processes at the end with that in the middle. */
export async function runSoak(): Promise<readonly Figure[]> {
  const supergraph = await startSupergraph({ env: UNLIMITED });
  const end = performance.now() + MINUTES * 60_000;
  const counts = { answered: 0, failed: 0 };
  try {
    await stockUp(supergraph.url);
    const tokens = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => signUp(supergraph.url, `${name}@soak.example`)),
    );
    const samples: Map<string, number>[] = [];
    const clients = tokens.map((token) => shop(supergraph.url, token, end, counts));
    while (performance.now() < end) {
      await sleep(SAMPLE_MS);
      samples.push(readMemory(supergraph));
    }
    await Promise.all(clients);
    say(`${counts.answered} operations answered`);
    return [
      atMost('operations failed', counts.failed, 0),
      ...[...(samples[0]?.keys() ?? [])].map((name) => judgeMemory(name, samples)),
    ];
  } finally {
    await supergraph.stop();
  }
}

async function shop(
  url: string,
  token: string,
  end: number,
  counts: { answered: number; failed: number },
): Promise<void> {
  const caller = createCaller({ url, connections: 1, token });
  for (let step = 0; performance.now() < end; step += 1) {
    const isAnswered = (await caller.ask(shoppingRequest(step)).catch(() => undefined)) !== undefined;
    counts[isAnswered ? 'answered' : 'failed'] += 1;
    await sleep(PAUSE_MS);
  }
  await caller.close();
}

/** The resident memory of each process, in MiB. */
function readMemory(supergraph: Supergraph): Map<string, number> {
  return new Map(
    Object.entries(supergraph.pids()).map(([name, pid]) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return [name, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024];
    }),
  );
}

function judgeMemory(name: string, samples: readonly Map<string, number>[]): Figure {
  const part = (from: number, to: number) =>
    median(
      samples
        .slice(Math.floor(from * samples.length), Math.ceil(to * samples.length))
        .map((sample) => sample.get(name) ?? 0),
    );
  const [middle, last] = [part(0.4, 0.6), part(0.8, 1)];
  say(`${name}: ${middle.toFixed(0)} MiB in the middle, ${last.toFixed(0)} MiB at the end`);
  return atMost(`${name}: memory at the end / in the middle`, last / middle, FLAT);
}
