import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSupergraph, type Supergraph } from '@supergraph/local';
import { createCaller } from './clients.js';
import { startCountingProxy, type CountingProxy } from './counting-proxy.js';
import { atLeast, atMost, say, type Figure } from './report.js';

const CLIENTS = 500;

/** The requests that reach the subgraph before the clients hang up. */
const BEGUN = 100;

/** The maximum time to wait for them, in milliseconds. */
const MAX_WAIT_MS = 5_000;

/** The number of measurements: how many requests have begun when the clients hang up differs. */
const ROUNDS = 5;

/** The bursts of requests that are answered before each measurement, and the requests of each: they open connections. */
const WARM_UP = { bursts: 10, requests: 32 };

/** The time after which no work may be done for clients that hung up, in milliseconds. */
const LIMIT_MS = 200;

/** The length of the periods that are compared, in milliseconds: without clients, and after the limit. */
const PERIOD_MS = 2_000;

/** The background work of a period may differ by this number of requests. */
const TOLERANCE = 5;

const QUERY = `{ products(first: 100) { nodes { id name description price { amount currency } category { id name } } } }`;

interface Watched {
  readonly subgraph: CountingProxy;
  readonly database: CountingProxy;
}

/**
 * 500 clients send an expensive query and hang up. Counts the requests that the router sends to the subgraph afterwards,
 * and those that the subgraph sends to its database.
 */
export async function runHangUps(): Promise<readonly Figure[]> {
  const supergraph = await startSupergraph();
  const watched = await watch(supergraph);
  const rounds: Round[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(supergraph.url, watched));
    return [
      atLeast(
        'requests that reached products before the clients hung up, fewest',
        Math.min(...rounds.map(({ begun }) => begun)),
        BEGUN,
      ),
      atMost(
        `requests to products from ${LIMIT_MS} ms after, beyond those of an idle period, most`,
        Math.max(...rounds.map(({ lateRequests }) => lateRequests)),
        TOLERANCE,
      ),
      atMost(
        `requests to its database from ${LIMIT_MS} ms after, beyond those of an idle period, most`,
        Math.max(...rounds.map(({ lateReads }) => lateReads)),
        TOLERANCE,
      ),
    ];
  } finally {
    await supergraph.stop();
    await Promise.all([watched.subgraph.close(), watched.database.close()]);
  }
}

/** The requests that reached products before the clients hung up, and those after the limit beyond those of an idle period. */
interface Round {
  readonly begun: number;
  readonly lateRequests: number;
  readonly lateReads: number;
}

async function measure(url: string, watched: Watched): Promise<Round> {
  await warmUp(url);
  const idle = await countWithin(watched, PERIOD_MS);
  const begun = await countWithin(watched, () => askAndHangUp(url, watched.subgraph));
  await sleep(LIMIT_MS);
  const late = await countWithin(watched, PERIOD_MS);
  const round = {
    begun: begun.subgraph,
    lateRequests: late.subgraph - idle.subgraph,
    lateReads: late.database - idle.database,
  };
  say(
    `${round.begun} requests reached products before the clients hung up; from ${LIMIT_MS} ms after, ` +
      `${round.lateRequests} more than when idle, and ${round.lateReads} more to its database`,
  );
  return round;
}

/** Puts proxies before products and before its database. */
async function watch(supergraph: Supergraph): Promise<Watched> {
  const database = await startCountingProxy(addressOf(supergraph.databaseUri('products')));
  const { hostname: host, port } = new URL(supergraph.urls.products);
  const subgraph = await startCountingProxy({ host, port: Number(port) });
  const urls = Object.entries({
    ...supergraph.urls,
    products: `http://127.0.0.1:${subgraph.port}/graphql`,
  }).filter(([name]) => name !== 'router');
  await supergraph.restart('products', {
    MONGODB_URI: `mongodb://127.0.0.1:${database.port}/products?directConnection=true`,
  });
  await supergraph.restart('router', {
    SUBGRAPH_URLS: urls.map(([name, url]) => `${name}=${url}`).join(','),
  });
  return { subgraph, database };
}

/** The address in a database's URI: a Unix socket, or a host and a port. */
function addressOf(uri: string): NetConnectOpts {
  const address = decodeURIComponent(/^mongodb:\/\/([^/?]+)/.exec(uri)?.[1] ?? '');
  const [host = '', port] = address.split(':');
  return address.startsWith('/') ? { path: address } : { host, port: Number(port) };
}

async function countWithin({ subgraph, database }: Watched, period: number | (() => Promise<void>)) {
  const before = { subgraph: subgraph.sent, database: database.sent };
  await (typeof period === 'number' ? sleep(period) : period());
  return { subgraph: subgraph.sent - before.subgraph, database: database.sent - before.database };
}

async function warmUp(url: string): Promise<void> {
  const caller = createCaller({ url, connections: WARM_UP.requests });
  const body = JSON.stringify({ query: QUERY });
  for (let burst = 0; burst < WARM_UP.bursts; burst += 1) {
    await Promise.all(Array.from({ length: WARM_UP.requests }, () => caller.ask(body)));
  }
  await caller.close();
}

async function askAndHangUp(url: string, subgraph: CountingProxy): Promise<void> {
  const { hostname: host, port, pathname } = new URL(url);
  const body = JSON.stringify({ query: QUERY });
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const sockets = await Promise.all(
    Array.from({ length: CLIENTS }, async (): Promise<Socket> => {
      const socket = connect(Number(port), host);
      await once(socket, 'connect');
      return socket;
    }),
  );
  const enough = subgraph.sent + BEGUN;
  for (const socket of sockets) socket.write(head + body);
  const end = performance.now() + MAX_WAIT_MS;
  while (subgraph.sent < enough && performance.now() < end) await sleep(1);
  for (const socket of sockets) socket.destroy();
}
