// Measures `@defer` with one slow subgraph: the time to the first part beside the whole answer.
// DELAY=200 REQUESTS=100 PRODUCTS=20 node defer.mjs
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TextDecoderStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './lib/measure.mjs';

const DELAY = Number(process.env.DELAY ?? 200);
const REQUESTS = Number(process.env.REQUESTS ?? 100);
const PRODUCTS = Number(process.env.PRODUCTS ?? 20);
const WARM_UP = 20;

const PARTS = 'multipart/mixed;incrementalSpec=v0.2';
const QUERY = 'query ($defer: Boolean!) { products { id name ... @defer(if: $defer) { reviews { text } } } }';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const SERVICES = {
  catalogue: `${LINK} type Query { products: [Product!]! } type Product @key(fields: "id") { id: ID! name: String! }`,
  reviews: `${LINK} type Product @key(fields: "id") { id: ID! reviews: [Review!] } type Review { text: String! }`,
};

/** Answers without GraphQL: the catalogue at once, the reviews after the delay. */
function serve() {
  const products = Array.from({ length: PRODUCTS }, (_, index) => ({
    __typename: 'Product',
    id: String(index),
    name: `product ${index}`,
  }));
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { representations } = JSON.parse(body).variables ?? {};
    if (representations !== undefined) await sleep(DELAY);
    const data =
      representations === undefined
        ? { products }
        : { _entities: representations.map(({ id }) => ({ reviews: [{ text: `of ${id}` }] })) };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
  server.listen(0, '127.0.0.1', () =>
    process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }),
  );
}

async function startRouter(directory, url) {
  const { composeServices } = await import('@apollo/composition');
  const { parse } = await import('graphql');
  const services = Object.entries(SERVICES).map(([name, sdl]) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (errors) throw new Error(errors.join('\n'));
  const path = join(directory, 'supergraph.graphql');
  await writeFile(path, supergraphSdl);
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../router/dist/main.js')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      APOLLO_TELEMETRY_DISABLED: '1',
      LOG_LEVEL: 'error',
      SUPERGRAPH_PATH: path,
      PORT: '0',
      ADMIN_PORT: '0',
      DRAIN_MS: '0',
    },
  });
  const [message] = await once(child, 'message');
  return { child, url: `${message.url}/graphql` };
}

/** The time until the catalogue's part of the answer has arrived, and until the answer ends, in milliseconds. */
async function ask(url, defer) {
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: defer ? PARTS : 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { defer } }),
  });
  let [text, first] = ['', undefined];
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (first === undefined && text.includes(`"product ${PRODUCTS - 1}"`)) first = performance.now() - began;
  }
  if (!text.includes(`"of ${PRODUCTS - 1}"`)) throw new Error(text);
  return { first, whole: performance.now() - began };
}

async function measure(url, defer) {
  for (let count = 0; count < WARM_UP; count += 1) await ask(url, defer);
  const times = [];
  for (let count = 0; count < REQUESTS; count += 1) times.push(await ask(url, defer));
  const of = (name) => times.map((time) => time[name]);
  const tell = (values) =>
    `p50 ${percentile(values, 0.5).toFixed(1)} ms, p99 ${percentile(values, 0.99).toFixed(1)} ms`;
  console.log(
    `${defer ? 'with' : 'without'} @defer: first part ${tell(of('first'))}; whole answer ${tell(of('whole'))}`,
  );
}

async function main() {
  const directory = await mkdtemp(join(tmpdir(), 'defer-'));
  const children = [];
  try {
    const subgraph = fork(import.meta.filename, ['serve']);
    children.push(subgraph);
    const [{ url }] = await once(subgraph, 'message');
    const router = await startRouter(directory, url);
    children.push(router.child);
    console.log(`${PRODUCTS} products, reviews after ${DELAY} ms, ${REQUESTS} requests one after the other`);
    await measure(router.url, false);
    await measure(router.url, true);
  } finally {
    for (const child of children) child.kill();
    await rm(directory, { recursive: true });
  }
}

if (process.argv[2] === 'serve') serve();
else await main();
