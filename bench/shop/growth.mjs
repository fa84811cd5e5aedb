// Measures the shop's registered queries with much data: imports it as an operator would, and sends each query over ten
// connections, first with a small shop and then with the large one, in one run.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSupergraph } from '../../local/dist/index.js';
import { saveSection } from '../lib/results.mjs';
import { percentile } from '../lib/measure.mjs';
import { openClients, UNLIMITED } from './client.mjs';
import { importShop } from './import.mjs';
import { registeredQueries } from './operations.mjs';

const LARGE = { products: 200_000, users: 200_000, orders: 1_000_000, ordersOfLargest: 20_000 };
/** A hundredth of the large shop, in which the amount of data does not affect the cost of the queries. */
const SMALL_PART = 1 / 100;
const SCALE = Number(process.env.SCALE ?? 1);
const REQUESTS = Number(process.env.REQUESTS ?? 400);
const CONNECTIONS = 10;

const small = await measureShop(scaled(SCALE * SMALL_PART));
const large = await measureShop(scaled(SCALE));
report();

function scaled(factor) {
  return Object.fromEntries(
    Object.entries(LARGE).map(([name, count]) => [name, Math.max(100, Math.round(count * factor))]),
  );
}

async function measureShop(sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'));
  const stack = await startSupergraph({ dataDir: join(folder, 'data'), env: { router: UNLIMITED } });
  try {
    const imports = await importShop(stack, sizes, folder);
    const queries = await measureQueries(stack, sizes);
    return { sizes, imports, queries, databaseMiB: mebibytes(join(stack.dataDir, 'db')) };
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureQueries(stack, sizes) {
  const ownOrderEvery = Math.floor(sizes.orders / sizes.ordersOfLargest);
  const clients = await openClients(stack.url, CONNECTIONS);
  const measured = [];
  for (const query of registeredQueries({ ...sizes, ownOrderEvery })) {
    const ask = (at) => clients[query.as].ask(query.body, query.variables(at));
    // Not counted: the first requests make the plan and fill the database's cache, as in a running shop.
    await clients[query.as].run(CONNECTIONS * 4, ask);
    const times = await clients[query.as].run(REQUESTS, ask);
    measured.push({ name: query.name, p50: percentile(times, 0.5), p99: percentile(times, 0.99) });
  }
  await Promise.all(Object.values(clients).map((client) => client.close()));
  return measured;
}

function mebibytes(folder) {
  return Math.round(statSync(join(folder, 'data.mdb')).size / 2 ** 20);
}

function report() {
  const rows = large.queries.map(({ name, p50, p99 }) => {
    const before = small.queries.find((query) => query.name === name);
    const cells = [before.p50, before.p99, p50, p99].map((ms) => ms.toFixed(1));
    return `| ${name} | ${cells.join(' | ')} | ${(p50 / before.p50).toFixed(1)} |`;
  });
  const of = ({ products, users, orders }) =>
    `${products.toLocaleString('en')} products, ${users.toLocaleString('en')} users and ${orders.toLocaleString('en')} orders`;
  saveSection('Growth of the shop', [
    `Each registered query at ${CONNECTIONS} connections, ${REQUESTS} requests with variables that differ, over ${of(small.sizes)}, and over`,
    `${of(large.sizes)}, of which one customer has ${large.sizes.ordersOfLargest.toLocaleString('en')}; router, three subgraphs, the embedded database and the load share the`,
    "machine's cores. Milliseconds.",
    '',
    '| query | small, p50 | small, p99 | large, p50 | large, p99 | large ÷ small, p50 |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    ...large.imports.map(
      ({ name, count, seconds, peakMiB }) =>
        `- ${name}: ${count.toLocaleString('en')} records imported beside the running service in ${seconds.toFixed(0)} s; the importer took ${peakMiB} MiB at most.`,
    ),
    `- The database's file: ${large.databaseMiB} MiB.`,
  ]);
}
