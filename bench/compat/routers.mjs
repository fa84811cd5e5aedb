import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../lib/processes.mjs';
import { fillIn, readRouterCommands } from '../lib/router-commands.mjs';

const HOST = new URL('./host.mjs', import.meta.url).pathname;
const PATIENCE_MS = 60_000;

export function routersOf(env) {
  const routers = [
    { id: 'ours', title: 'this router', host: 'ours' },
    { id: 'stock', title: '@apollo/gateway', host: 'stock' },
    { id: 'hive', title: 'Hive Gateway', host: 'hive' },
    { id: 'hive-rust', title: 'Hive Gateway, Rust planner', host: 'hive', env: { PLANNER: 'rust' } },
    ...readRouterCommands(env),
  ];
  const wanted = env.ONLY?.split(',');
  return routers.filter(({ id }) => wanted === undefined || wanted.includes(id));
}

/** Starts a router on a supergraph. Its `url` is undefined when it refuses the supergraph. */
export async function startRouter(router, supergraph) {
  return router.command === undefined ? hosted(router, supergraph) : commanded(router, supergraph);
}

async function hosted(router, supergraph) {
  if (router.child === undefined || !isUp(router.child)) {
    router.child = fork(HOST, [router.host], {
      env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...router.env },
      // Without the parent's TypeScript loader, which the subgraphs need and the gateways do not.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    router.child.on('error', () => undefined);
  }
  const { child } = router;
  const ended = new AbortController();
  const end = () => ended.abort();
  child.once('exit', end);
  child.send({ supergraph });
  const [answer = {}] = await once(child, 'message', {
    signal: AbortSignal.any([ended.signal, AbortSignal.timeout(PATIENCE_MS)]),
  }).catch(() => []);
  child.off('exit', end);
  return { url: answer.url, isUp: () => isUp(child), stop: async () => undefined };
}

async function commanded({ command }, supergraph) {
  const port = await freePort();
  const [program, ...args] = fillIn(command, { supergraph, port });
  const child = spawn(program, args, { stdio: 'ignore' });
  child.once('error', () => undefined);
  const router = {
    url: `http://127.0.0.1:${port}/graphql`,
    isUp: () => isUp(child),
    stop: async () => void child.kill('SIGKILL'),
  };
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && isUp(child); await sleep(50)) {
    if ((await ask(router, { query: '{ __typename }' })) !== undefined) return router;
  }
  await router.stop();
  return { ...router, url: undefined };
}

export function stopRouters(routers) {
  for (const { child } of routers) child?.kill('SIGKILL');
}

function isUp({ exitCode, signalCode }) {
  return exitCode === null && signalCode === null;
}

/** A router's response, or `undefined` when there is none. */
export async function ask({ url }, { query, variables }) {
  if (url === undefined) return { errors: [{ message: 'The router refuses the supergraph.' }] };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(20_000),
    });
    return await response.json();
  } catch {
    return undefined;
  }
}
