import { startSupergraph } from '@supergraph/local';
import type { Measured } from './clients.js';
import { measureOverload } from './overload.js';
import { ownCores, pin } from './pin.js';
import { atLeast, atMost, say, type Figure } from './report.js';

const SHOP_CORE = '0';
const LOAD_CORE = '1';

/** Expensive to answer but cheap to refuse, so that the overload does not overload the load generator. */
const QUERY = `{ products(first: 100) { nodes { id name description price { amount currency } category { id name } } } }`;

/**
 * The shop has one core and the load another, because a real overload costs its sender's machine, not the shop's: to send
 * and to read a refused request takes as much CPU time as to refuse it.
 */
export async function runOverload(): Promise<readonly Figure[]> {
  // For a comparison with a fixed limit, set MAX_CONCURRENT_OPERATIONS=1000.
  const limit = process.env.MAX_CONCURRENT_OPERATIONS ?? 'auto';
  const supergraph = await startSupergraph({ env: { router: { MAX_CONCURRENT_OPERATIONS: limit } } });
  const cores = ownCores();
  try {
    pin(Object.values(supergraph.pids()), SHOP_CORE);
    pin([process.pid], LOAD_CORE);
    const body = JSON.stringify({ query: QUERY });
    const report = await measureOverload({ url: supergraph.url, body, stepMs: 3_000, factor: 10 });
    const { knee, peak, overload, innocent } = report;
    say(`best rate ${peak.toFixed(0)}/s; 95 % of it with ${knee.clients} clients: ${describe(knee)}`);
    say(`ten times that rate, ${overload.sent.toFixed(0)}/s sent: ${describe(overload)}`);
    say(`an innocent client meanwhile: ${describe(innocent)}`);
    return [
      atLeast('goodput / best', overload.goodput / peak, 0.8),
      atMost('p99 / p99 before', overload.p99 / knee.p99, 3),
      atLeast('innocent answered', innocent.share, 0.95),
    ];
  } finally {
    // The processes of later loads inherit them.
    pin([process.pid], cores);
    await supergraph.stop();
  }
}

function describe({ goodput, p50, p99, share }: Measured): string {
  return `${goodput.toFixed(0)}/s good, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${(100 * share).toFixed(1)} % answered`;
}
