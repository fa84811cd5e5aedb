import { startSupergraph } from '@supergraph/local';
import { measureOverload } from './overload.js';
import type { Measured } from './clients.js';

/** Dear to answer and cheap to refuse: what is sent too much must not be the generator's own overload. */
const QUERY = `{ products(first: 100) { nodes { id name description price { amount currency } category { id name } } } }`;

const loads = { overload };

let failures = 0;
for (const [name, run] of Object.entries(loads)) {
  if (process.argv.length < 3 || process.argv.includes(name)) failures += await run();
}
process.exitCode = failures === 0 ? 0 : 1;

async function overload(): Promise<number> {
  // To compare with: MAX_CONCURRENT_OPERATIONS=1000 is a limit that does not adapt.
  const limit = process.env.MAX_CONCURRENT_OPERATIONS ?? 'auto';
  const supergraph = await startSupergraph({ env: { router: { MAX_CONCURRENT_OPERATIONS: limit } } });
  try {
    const body = JSON.stringify({ query: QUERY });
    const report = await measureOverload({ url: supergraph.url, body, stepMs: 4_000, factor: 10 });
    say(
      `best rate ${report.peak.toFixed(0)}/s; 95 % of it with ${report.knee.clients} clients: ${describe(report.knee)}`,
    );
    say(`ten times that rate: ${describe(report.overload)}`);
    say(`an innocent client meanwhile: ${describe(report.innocent)}`);
    return [
      check('goodput / best', report.overload.goodput / report.peak, (ratio) => ratio >= 0.8, 'at least 0.8'),
      check('p99 / p99 before', report.overload.p99 / report.knee.p99, (ratio) => ratio <= 3, 'at most 3'),
      check('innocent answered', report.innocent.share, (share) => share >= 0.95, 'at least 0.95'),
    ].reduce((sum, failed) => sum + failed, 0);
  } finally {
    await supergraph.stop();
  }
}

function describe({ goodput, p50, p99, share }: Measured): string {
  return `${goodput.toFixed(0)}/s good, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${(100 * share).toFixed(1)} % answered`;
}

function check(name: string, value: number, holds: (value: number) => boolean, wanted: string): number {
  const isGood = holds(value);
  say(`${isGood ? 'holds' : 'FAILS'}: ${name} ${value.toFixed(2)}, ${wanted}`);
  return isGood ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
