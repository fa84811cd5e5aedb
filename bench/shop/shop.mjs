// Measures the whole shop as `npm start` runs it: the CPU time that each process spends on an operation, the time of an
// answer, and the operations per second. With `BEFORE=/path`, another build of this repository is measured in the same
// run, by turns, with the operations of its own manifest.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { median, percentile } from '../lib/measure.mjs';
import { usage } from '../lib/processes.mjs';
import { machine, saveChart, saveSection } from '../lib/results.mjs';
import { openClient, UNLIMITED } from './client.mjs';
import { CUSTOMERS, PASSWORD, shopOperations } from './northwind.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS_EACH ?? 2);
/** The seconds of the round before the first one. */
const WARM_UP = Number(process.env.WARM_UP ?? 6);
const ONLY = process.env.ONLY?.split(',');
const PROCESSES = ['router', 'products', 'orders', 'users', 'mongo'];
const FILLS = ['#3b6ea5', '#d9a05b', '#6a9955', '#a05d8c', '#b8b8b8'];
/** Variables without which the limits per customer and address would end the measurement. */
const NO_LIMITS = {
  ...UNLIMITED,
  ORDERS_PER_HOUR: '1000000',
  PENDING_ORDERS_PER_CUSTOMER: '1000',
  SIGN_INS_PER_MINUTE: '1000000',
  MAX_CONCURRENT_OPERATIONS: '1000',
};
const READERS = 10;
const BUYERS = 50;
const UNITS = 1_000_000;

const here = resolve(import.meta.dirname, '../..');
const roots = process.env.BEFORE === undefined ? [here] : [resolve(process.env.BEFORE), here];
const operations = shopOperations(roots[0]).filter(({ title }) => ONLY === undefined || ONLY.includes(title));
const shops = [];
try {
  for (const root of roots) shops.push(await openShop(root));
  const rounds = [];
  // Not counted: the code is compiled in it.
  await measureRound(WARM_UP);
  while (rounds.length < ROUNDS) rounds.push(await measureRound(SECONDS));
  report(rounds);
} finally {
  await Promise.all(shops.map(({ stack }) => stack.stop()));
}

async function openShop(root) {
  const { startSupergraph } = await import(`${root}/local/dist/index.js`);
  const nodeFlags = startFlags(root);
  const stack = await startSupergraph({ nodeFlags, env: { all: NO_LIMITS } });
  const staff = await openClient(stack.url, 1, { email: 'staff@demo.shop', password: PASSWORD });
  for (const operation of operations) await operation.prepare?.(staff, UNITS);
  await staff.close();
  return { root, stack };
}

/** The flags of Node with which `npm start` of a build runs its processes. */
function startFlags(root) {
  const started = /nodeFlags: \['(.*)'\]/.exec(readFileSync(`${root}/local/dist/main.js`, 'utf8'));
  return started === null ? [] : [started[1]];
}

/** Measures every operation with every number of connections, in each shop in turn. */
async function measureRound(seconds) {
  const crowds = await Promise.all(shops.map(({ stack }) => openCrowd(stack)));
  const found = {};
  for (const operation of operations) {
    for (const connections of operation.connections) {
      for (const [index, { stack }] of shops.entries()) {
        const crowd = crowds[index][operation.as].slice(0, connections);
        const sample = await measure(stack, operation, crowd, seconds);
        const row = (found[`${operation.title}, ${connections}`] ??= []);
        row.push(sample);
      }
    }
  }
  for (const { readers, buyers } of crowds)
    await Promise.all([...readers, ...buyers].map((one) => one.close()));
  return found;
}

/** Signs the customers in, each with a connection of their own. Tokens live for 15 minutes: longer than a round. */
async function openCrowd({ url }) {
  const people = [];
  for (const email of CUSTOMERS.slice(0, READERS + BUYERS))
    people.push(await openClient(url, 1, { email, password: PASSWORD }));
  return { readers: people.slice(0, READERS), buyers: people.slice(READERS) };
}

async function measure(stack, { request }, crowd, duration) {
  const before = cpuOf(stack);
  const began = performance.now();
  const ends = began + duration * 1_000;
  const times = [];
  let failed = 0;
  await Promise.all(
    crowd.map(async (client, index) => {
      for (let at = index; performance.now() < ends; at += crowd.length) {
        const started = performance.now();
        try {
          await request(client, at);
          times.push(performance.now() - started);
        } catch (error) {
          failed += 1;
          if (failed === 1) console.error(String(error).slice(0, 300));
        }
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  const after = cpuOf(stack);
  const count = times.length;
  const cpu = Object.fromEntries(PROCESSES.map((name) => [name, (after[name] - before[name]) / count]));
  const total = PROCESSES.reduce((sum, name) => sum + cpu[name], 0);
  return {
    ...cpu,
    total,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    perSecond: count / seconds,
    failed,
  };
}

function cpuOf(stack) {
  const pids = stack.pids();
  return Object.fromEntries(PROCESSES.map((name) => [name, usage(pids[name]).cpuMs]));
}

function report(rounds) {
  const { cpu, cores, node, load } = machine();
  const builds = shops.length === 1 ? [''] : ['before', 'now'];
  const lines = Object.keys(rounds[0]).flatMap((title) => {
    const rows = builds.map((build, index) =>
      describe(
        title,
        build,
        rounds.map((round) => round[title][index]),
      ),
    );
    const ratio = (name) =>
      median(rounds.map((round) => round[title][1][name] / round[title][0][name])).toFixed(2);
    if (shops.length === 1) return rows;
    const ratios = [...PROCESSES, 'total', 'p50', 'p99', 'perSecond'].map(ratio);
    return [...rows, `| ${title} | now ÷ before | ${ratios.join(' | ')} | |`];
  });
  saveSection('The shop', [
    `The shop as \`npm start\` runs it, with Northwind's data and the embedded database: milliseconds of CPU time that each process spends on an`,
    `operation, milliseconds until the answer, operations per second; the number after an operation's name is that of the connections. Medians of`,
    `${ROUNDS} rounds of ${SECONDS} s${shops.length === 1 ? '' : ', the two builds in turn, and of the ratios within a round'}. ${roots.map(commitOf).join(', then ')}; ${cpu}, ${cores} cores for all processes and the load, Node ${node}, load average ${load}.`,
    '',
    `| operation, connections | build | ${PROCESSES.join(' | ')} | all | p50 | p99 | per second | failed |`,
    `|---|---|${'---:|'.repeat(PROCESSES.length + 5)}`,
    ...lines,
  ]);
  saveChart('shop', {
    title: 'CPU milliseconds per operation, by process (the number is that of the connections)',
    legend: Object.fromEntries(PROCESSES.map((name, index) => [name, FILLS[index]])),
    rows: Object.keys(rounds[0]).flatMap((title) =>
      builds.map((build, index) =>
        drawRow(
          `${title} ${build}`,
          rounds.map((round) => round[title][index]),
        ),
      ),
    ),
  });
}

function drawRow(label, samples) {
  const of = (name) => median(samples.map((sample) => sample[name]));
  const parts = PROCESSES.map((name, index) => ({ value: of(name), fill: FILLS[index] }));
  return { label, parts, text: of('total').toFixed(1) };
}

function commitOf(root) {
  return `commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()}`;
}

function describe(title, build, samples) {
  const of = (name, digits) => median(samples.map((sample) => sample[name])).toFixed(digits);
  const cells = [...PROCESSES, 'total'].map((name) => of(name, 2));
  const failed = samples.reduce((sum, sample) => sum + sample.failed, 0);
  return `| ${title} | ${build} | ${cells.join(' | ')} | ${of('p50', 1)} | ${of('p99', 1)} | ${of('perSecond', 0)} | ${failed} |`;
}
