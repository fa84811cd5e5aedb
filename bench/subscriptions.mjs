// Measures the cost of subscribers: the memory of idle ones, and the delivery of one product's changes to many,
// compared with a bare Node SSE server.
// IDLE=10000 SUBSCRIBERS=1000 RATE=50 SECONDS=15 node subscriptions.mjs
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './lib/measure.mjs';

const IDLE = Number(process.env.IDLE ?? 10_000);
const SUBSCRIBERS = Number(process.env.SUBSCRIBERS ?? 1_000);
const RATE = Number(process.env.RATE ?? 50);
const SECONDS = Number(process.env.SECONDS ?? 15);

const FLAGS = ['--max-semi-space-size=32'];
const QUERY = 'subscription ($ids: [ID!]!) { stockChanged(productIds: $ids) { id stock at } }';
const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { product: Product }
  type Subscription { stockChanged(productIds: [ID!]!): Product }
  type Product @key(fields: "id") { id: ID! stock: Int at: Float }`;

/** Serves every subscription without GraphQL, both as the bare server and as the subgraph behind the router. */
function serve() {
  const open = new Set();
  let revision = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.headers.accept !== 'text/event-stream') {
      response.setHeader('content-type', 'application/json');
      response.end('{"data":{"product":{"id":"1","stock":1}}}');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  process.on('message', ({ rate, seconds }) => {
    const end = performance.now() + seconds * 1_000;
    const timer = setInterval(() => {
      if (performance.now() > end) {
        clearInterval(timer);
        return;
      }
      revision += 1;
      const data = { stockChanged: { __typename: 'Product', id: '1', stock: revision, at: Date.now() } };
      const payload = JSON.stringify({ data, extensions: { eventId: String(revision) } });
      const event = Buffer.from(`event: next\nid: ${revision}\ndata: ${payload}\n\n`);
      for (const response of open) response.write(event);
    }, 1_000 / rate);
  });
  server.listen(0, '127.0.0.1', () =>
    process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }),
  );
}

/** Opens subscriptions and counts their events. All run in one process, so its own work delays events too. */
async function subscribe(url, count) {
  const { port } = new URL(url);
  const body = JSON.stringify({ query: QUERY, variables: { ids: ['1'] } });
  const head = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n`;
  const delays = [];
  const sockets = [];
  for (let index = 0; index < count; index += 1) {
    const socket = connect(Number(port), '127.0.0.1');
    sockets.push(socket);
    socket.write(head + body);
    const [first] = await once(socket, 'data');
    if (!String(first).startsWith('HTTP/1.1 200')) throw new Error(String(first));
    socket.on('data', (chunk) => {
      for (const [, at] of String(chunk).matchAll(/"at":(\d+)/g)) delays.push(Date.now() - Number(at));
    });
  }
  return { delays, close: () => sockets.forEach((socket) => socket.destroy()) };
}

function memoryOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
}

/** The memory per idle subscriber, after the process has settled. */
async function measureIdle({ url, pid }) {
  const warm = await subscribe(url, 200);
  await sleep(2_000);
  const before = memoryOf(pid);
  const { close } = await subscribe(url, IDLE);
  await sleep(12_000);
  const each = (memoryOf(pid) - before) / IDLE;
  close();
  warm.close();
  await sleep(3_000);
  return each;
}

async function queryTimes(url, seconds) {
  const times = [];
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; await sleep(20)) {
    const began = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ product { id stock } }"}',
    });
    await response.text();
    times.push(performance.now() - began);
  }
  return times;
}

async function measureDelivery({ url, source }) {
  const { delays, close } = await subscribe(url, SUBSCRIBERS);
  const quiet = await queryTimes(url, 3);
  delays.length = 0;
  source.send({ rate: RATE, seconds: SECONDS });
  const busy = await queryTimes(url, SECONDS + 1);
  close();
  return {
    expected: SUBSCRIBERS * RATE,
    delivered: delays.length / SECONDS,
    p50: percentile(delays, 0.5),
    p99: percentile(delays, 0.99),
    queryQuiet: percentile(quiet, 0.5),
    queryBusy: percentile(busy, 0.5),
    queryBusy99: percentile(busy, 0.99),
  };
}

async function startServer() {
  const child = fork(import.meta.filename, ['serve'], { execArgv: FLAGS });
  const [{ url }] = await once(child, 'message');
  return { child, url, pid: child.pid, source: child };
}

async function startRouter(directory, subgraph) {
  const { composeServices } = await import('@apollo/composition');
  const { parse } = await import('graphql');
  const { supergraphSdl, errors } = composeServices([
    { name: 'shop', url: subgraph.url, typeDefs: parse(SDL) },
  ]);
  if (errors) throw new Error(errors.join('\n'));
  const path = join(directory, 'supergraph.graphql');
  await writeFile(path, supergraphSdl);
  const child = spawn(process.execPath, [...FLAGS, resolve(import.meta.dirname, '../router/dist/main.js')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      APOLLO_TELEMETRY_DISABLED: '1',
      LOG_LEVEL: 'warn',
      SUPERGRAPH_PATH: path,
      PORT: '0',
      ADMIN_PORT: '0',
      DRAIN_MS: '0',
      MAX_CONNECTIONS: '50000',
      MAX_SUBSCRIPTIONS: '50000',
      MAX_SUBSCRIPTIONS_PER_USER: '50000',
    },
  });
  const [{ url }] = await once(child, 'message');
  return { child, url: `${url}/graphql`, pid: child.pid, source: subgraph.child };
}

function tell(name, idle, delivery) {
  const { expected, delivered, p50, p99, queryQuiet, queryBusy, queryBusy99 } = delivery;
  console.log(
    `${name}: ${(idle / 1_024).toFixed(1)} KiB for an idle subscriber; ${delivered.toFixed(0)} of ${expected} events delivered a second, ` +
      `delay p50 ${p50} ms, p99 ${p99} ms; a query meanwhile ${queryBusy.toFixed(1)} ms (p99 ${queryBusy99.toFixed(1)}), before ${queryQuiet.toFixed(1)} ms`,
  );
}

async function main() {
  const directory = await mkdtemp(join(tmpdir(), 'subscriptions-'));
  const servers = [];
  try {
    const bare = await startServer();
    servers.push(bare);
    const idleBare = await measureIdle(bare);
    tell('bare Node', idleBare, await measureDelivery(bare));
    const subgraph = await startServer();
    servers.push(subgraph);
    const router = await startRouter(directory, subgraph);
    servers.push(router);
    const idle = await measureIdle(router);
    tell('router', idle, await measureDelivery(router));
    console.log(`memory of an idle subscriber: ${(idle / idleBare).toFixed(2)} × bare Node`);
  } finally {
    for (const { child } of servers) child.kill();
    await rm(directory, { recursive: true });
  }
}

if (process.argv[2] === 'serve') serve();
else await main();
