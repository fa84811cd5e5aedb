import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { usage } from './processes.mjs';

const run = promisify(execFile);
const loader = new URL('./load.mjs', import.meta.url).pathname;

export async function load(options, core) {
  const { stdout } = await run('taskset', [
    '-c',
    String(core),
    process.execPath,
    loader,
    JSON.stringify(options),
  ]);
  return JSON.parse(stdout);
}

/** Measures a running contender once. */
export async function measure(contender, { body, connections, duration, subgraphsUrl, core }) {
  const before = { ...usage(contender.pid), requests: await countRequests(subgraphsUrl) };
  const result = await load({ url: urlOf(contender), body, connections, duration }, core);
  const after = { ...usage(contender.pid), requests: await countRequests(subgraphsUrl) };
  const { requests } = result;
  return {
    perSecond: requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    mean: result.mean,
    failed: result.failed,
    cpuMs: (after.cpuMs - before.cpuMs) / requests,
    fetches: (after.requests - before.requests) / requests,
    peakMiB: after.peakMiB,
    plannerMiB: await readPlannerHeap(contender),
  };
}

/** The memory of the thread in which this router plans, in MiB; 0 for the others. */
async function readPlannerHeap({ adminPort }) {
  if (adminPort === undefined) return 0;
  const metrics = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
  const [, bytes = 0] = /^router_planner_heap_bytes (\S+)$/m.exec(metrics) ?? [];
  return Math.round(Number(bytes) / 2 ** 20);
}

export function urlOf({ port }) {
  return `http://127.0.0.1:${port}/graphql`;
}

export async function ask(contender, body) {
  const answer = await fetch(urlOf(contender), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
  });
  return answer.json();
}

async function countRequests(url) {
  return Number(await (await fetch(`${url}/requests`)).text());
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param share 0.99 for p99 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
