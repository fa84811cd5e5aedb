// Measures the shop's registered queries with much data: imports it as an operator would, and sends each query over ten
// connections, first with a small shop and then with the large one, in one run. `GROWTH_DATA=/path` keeps both shops there,
// and later runs use them without an import.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSupergraph } from '../../local/dist/index.js';
import { machine, saveSection } from '../lib/results.mjs';
import { percentile } from '../lib/measure.mjs';
import { usage } from '../lib/processes.mjs';
import { openClients, UNLIMITED } from './client.mjs';
import { importShop } from './import.mjs';
import { growthQueries } from './growth-queries.mjs';

const LARGE = { products: 200_000, users: 200_000, orders: 1_000_000, ordersOfLargest: 20_000 };
/** A hundredth of the large shop, in which the amount of data does not affect the cost of the queries. */
const SMALL_PART = 1 / 100;
const SCALE = Number(process.env.SCALE ?? 1);
const REQUESTS = Number(process.env.REQUESTS ?? 400);
/** The requests before those that count: they make the plan, compile code and fill the database's cache, as in a running shop. */
const WARM_REQUESTS = Number(process.env.WARM_REQUESTS ?? 300);
/** The number of searches that were not made before: each costs as much as a hundred others. */
const NEW_REQUESTS = 60;
const CONNECTIONS = 10;
/** The names of the queries to measure; all without it. */
const ONLY = process.env.ONLY?.split(',');

const folder = process.env.GROWTH_DATA ?? mkdtempSync(join(tmpdir(), 'growth-'));
try {
  const small = await measureShop('small', scaled(SCALE * SMALL_PART));
  const large = await measureShop('large', scaled(SCALE));
  report(small, large);
} finally {
  if (process.env.GROWTH_DATA === undefined) rmSync(folder, { recursive: true, force: true });
}

function scaled(factor) {
  return Object.fromEntries(
    Object.entries(LARGE).map(([name, count]) => [name, Math.max(100, Math.round(count * factor))]),
  );
}

async function measureShop(name, sizes) {
  const dataDir = join(folder, name);
  mkdirSync(dataDir, { recursive: true });
  const stack = await startSupergraph({ dataDir, env: { router: UNLIMITED } });
  try {
    const imports = await importOnce(stack, sizes, dataDir);
    const before = memoryOf(stack);
    const queries = await measureQueries(stack, sizes);
    const memory = differencesOfMemory(before, memoryOf(stack));
    return { sizes, imports, queries, databaseMiB: mebibytes(join(dataDir, 'db')), memory };
  } finally {
    await stack.stop();
  }
}

/** Imports the shop unless the data folder has it already. @returns the figures of the import */
async function importOnce(stack, sizes, dataDir) {
  const figures = join(dataDir, 'imports.json');
  if (existsSync(figures)) return JSON.parse(readFileSync(figures, 'utf8'));
  const imports = await importShop(stack, sizes, dataDir);
  writeFileSync(figures, JSON.stringify(imports));
  return imports;
}

/** The memory of each process in MiB, without the pages of the database's file, which the system takes back. */
function memoryOf(stack) {
  return Object.entries(stack.pids()).map(([name, pid]) => {
    const [, kibibytes] = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return { name, mib: Math.round(Number(kibibytes) / 1024) };
  });
}

function differencesOfMemory(before, after) {
  return after.map(({ name, mib }, at) => `${name} ${before[at].mib} before and ${mib} after`);
}

async function measureQueries(stack, sizes) {
  const ownOrderEvery = Math.floor(sizes.orders / sizes.ordersOfLargest);
  const clients = await openClients(stack.url, CONNECTIONS);
  const queries = await growthQueries(clients, { ...sizes, ownOrderEvery });
  const measured = [];
  for (const query of queries.filter(({ name }) => ONLY?.includes(name) ?? true))
    measured.push(await measureQuery(stack, clients[query.as], query));
  await Promise.all(Object.values(clients).map((client) => client.close()));
  return measured;
}

async function measureQuery(stack, client, { name, body, variables, isNew }) {
  const ask = (at) => client.ask(body, variables(at));
  const count = isNew ? NEW_REQUESTS : REQUESTS;
  if (!isNew) await client.run(WARM_REQUESTS, ask);
  const before = cpuOf(stack);
  const times = await client.run(count, ask);
  const cpuMs = differences(cpuOf(stack), before, count);
  const figures = { name, p50: percentile(times, 0.5), p99: percentile(times, 0.99), cpuMs };
  console.log(describe(figures));
  return figures;
}

/** The CPU time so far of each process in milliseconds. */
function cpuOf(stack) {
  return Object.fromEntries(Object.entries(stack.pids()).map(([name, pid]) => [name, usage(pid).cpuMs]));
}

/** The CPU time per request of each process that worked on it. */
function differences(after, before, count) {
  const each = Object.entries(after).map(([name, cpuMs]) => [name, (cpuMs - before[name]) / count]);
  return Object.fromEntries(each.filter(([, cpuMs]) => cpuMs >= 0.05));
}

function describe({ name, p50, p99, cpuMs }) {
  const each = Object.entries(cpuMs).map(([process, ms]) => `${process} ${ms.toFixed(1)}`);
  return `${name}: p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms; CPU ms: ${each.join(', ')}`;
}

function mebibytes(folder) {
  return Math.round(statSync(join(folder, 'data.mdb')).size / 2 ** 20);
}

function report(small, large) {
  const { cpu, cores, memoryGiB, node, load } = machine();
  const rows = large.queries.map(({ name, p50, p99, cpuMs }) => {
    const before = small.queries.find((query) => query.name === name);
    const cells = [before.p50, before.p99, p50, p99].map((ms) => ms.toFixed(1));
    const [few, many] = [before.cpuMs, cpuMs].map((of) => Object.values(of).reduce((sum, ms) => sum + ms, 0));
    const ratio = (many / few).toFixed(1);
    return `| ${name} | ${cells.join(' | ')} | ${few.toFixed(1)} | ${many.toFixed(1)} | ${ratio} |`;
  });
  const of = ({ products, users, orders }) =>
    `${products.toLocaleString('en')} products, ${users.toLocaleString('en')} users and ${orders.toLocaleString('en')} orders`;
  saveSection('Growth of the shop', [
    `Each registered query at ${CONNECTIONS} connections, ${REQUESTS} requests with variables that differ after ${WARM_REQUESTS} others, over ${of(small.sizes)}, and over`,
    `${of(large.sizes)}, of which one customer has ${large.sizes.ordersOfLargest.toLocaleString('en')}; router, three subgraphs, the embedded database and the load share the`,
    `machine's cores. Milliseconds; CPU time of all processes for one request. ${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node},`,
    `load average ${load}, of which the benchmark's own is two or three.`,
    '',
    '| query | small, p50 | small, p99 | large, p50 | large, p99 | small, CPU | large, CPU | ratio |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    ...large.imports.map(
      ({ name, count, seconds, peakMiB }) =>
        `- ${name}: ${count.toLocaleString('en')} records imported beside the running service in ${seconds.toFixed(0)} s; the importer took ${peakMiB} MiB at most.`,
    ),
    `- The database's file: ${large.databaseMiB} MiB. Memory in MiB with the large shop: ${large.memory.join(', ')}.`,
    '- A search for the first time reads the products with its rarest word. After that it is remembered for ten seconds.',
  ]);
}
