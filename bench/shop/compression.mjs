// Measures what compressed answers cost the router and save the network, over the registered queries of a small shop.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSupergraph } from '../../local/dist/index.js';
import { median } from '../lib/measure.mjs';
import { usage } from '../lib/processes.mjs';
import { saveSection } from '../lib/results.mjs';
import { openClients, UNLIMITED } from './client.mjs';
import { importShop } from './import.mjs';
import { registeredQueries } from './operations.mjs';

const SIZES = { products: 2_000, users: 500, orders: 5_000, ordersOfLargest: 100 };
const CODINGS = ['identity', 'gzip', 'br'];
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const REQUESTS = Number(process.env.REQUESTS ?? 100);
const CONNECTIONS = 10;

const folder = mkdtempSync(join(tmpdir(), 'compression-'));
const stack = await startSupergraph({ dataDir: join(folder, 'data'), env: { router: UNLIMITED } });
try {
  await importShop(stack, SIZES, folder);
  const clients = await openClients(stack.url, CONNECTIONS);
  const queries = registeredQueries({ ...SIZES, ownOrderEvery: SIZES.orders / SIZES.ordersOfLargest });
  const rounds = [];
  // The first round is not counted: the router's code is compiled in it. In turn, so that other load affects all alike.
  for (let round = 0; round <= ROUNDS; round++) {
    const found = {};
    for (const coding of CODINGS) found[coding] = await measure(clients, queries, coding);
    if (round > 0) rounds.push(found);
  }
  await Promise.all(Object.values(clients).map((client) => client.close()));
  report(queries.length, rounds);
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Sends every query `REQUESTS` times. @returns the router's CPU time and the bytes, each for one answer */
async function measure(clients, queries, coding) {
  const before = usage(stack.pids().router).cpuMs;
  let [bytes, compressed] = [0, 0];
  for (const query of queries) {
    await clients[query.as].run(REQUESTS, async (at) => {
      const answer = await clients[query.as].receive(query.body, query.variables(at), coding);
      bytes += answer.bytes;
      if (answer.coding !== 'identity') compressed += 1;
    });
  }
  const answers = REQUESTS * queries.length;
  const cpuMs = usage(stack.pids().router).cpuMs - before;
  return { cpuMs: cpuMs / answers, bytes: bytes / answers, compressed: compressed / answers };
}

function report(count, rounds) {
  const rows = CODINGS.map((coding) => {
    const of = (name) => median(rounds.map((round) => round[coding][name]));
    const times = median(rounds.map((round) => round[coding].cpuMs / round.identity.cpuMs));
    const share = of('bytes') / median(rounds.map(({ identity }) => identity.bytes));
    const cells = [
      `${(of('compressed') * 100).toFixed(0)} %`,
      (of('bytes') / 1_000).toFixed(2),
      `${(share * 100).toFixed(0)} %`,
      of('cpuMs').toFixed(2),
      times.toFixed(2),
    ];
    return `| ${coding} | ${cells.join(' | ')} |`;
  });
  saveSection('Compression', [
    `Each of the ${count} registered queries ${REQUESTS} times by ${CONNECTIONS} connections over ${SIZES.products.toLocaleString('en')} products and ${SIZES.orders.toLocaleString('en')} orders, medians of ${ROUNDS} rounds. The`,
    "router's own CPU time; answers below 1 KiB are never compressed.",
    '',
    '| accept-encoding | answers compressed | kB per answer | of identity | router CPU ms per answer | × identity |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
  ]);
}
