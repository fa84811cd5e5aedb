import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSupergraph, type Supergraph, type SupergraphOptions } from '@supergraph/local';
import { repositorySubgraphs, type SubgraphName } from '@supergraph/schema/subgraphs';
import { DRAIN_MS, startInstance, type Instance } from './instance.js';
import { startKeepAlive } from './keep-alive.js';
import { signUp } from './sign-up.js';

const CLIENTS = 32;
const RELOAD_MS = 300;
const POLL_MS = 100;
const LIMIT_MS = 120_000;

/** All subgraphs take part in the answer. */
const QUERY = '{ products(first: 1) { totalCount } me { name orders(first: 1) { totalCount } } }';

/** A stack with two router workers and two instances of each subgraph. */
export interface ReplaceableStack {
  readonly supergraph: Supergraph;
  readonly instances: readonly Pick<Instance, 'replace'>[];
  /** The path of the router's supergraph file. */
  readonly supergraphPath: string;
  readonly headers: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startReplaceable(
  committed: string,
  start: (options: SupergraphOptions) => Promise<Supergraph> = startSupergraph,
): Promise<ReplaceableStack> {
  const supergraph = await start({ seed: false, env: { all: { DRAIN_MS } } });
  const names = Object.keys(repositorySubgraphs()) as SubgraphName[];
  const others = await Promise.all(names.map((name) => startInstance(supergraph, name)));
  const instances = names.flatMap((name, index) =>
    [ownInstance(supergraph, name), others[index] ?? []].flat(),
  );
  const addresses = names.map(
    (name, index) => `${name}=${supergraph.urls[name]}|${others[index]?.url ?? ''}`,
  );
  const supergraphPath = join(supergraph.dataDir, 'supergraph.graphql');
  await writeFile(supergraphPath, await readFile(committed, 'utf8'));
  await supergraph.restart('router', {
    SUBGRAPH_URLS: addresses.join(','),
    ROUTER_WORKERS: '2',
    SUPERGRAPH_PATH: supergraphPath,
    CHECKED_SCALARS: 'none',
    SUPERGRAPH_POLL_MS: String(POLL_MS),
  });
  return {
    supergraph,
    instances,
    supergraphPath,
    headers: { authorization: `Bearer ${await signUp(supergraph.url)}` },
    async stop() {
      await Promise.all(others.map((instance) => instance.stop()));
      await supergraph.stop();
    },
  };
}

/** The stack's own process of a subgraph. */
function ownInstance(supergraph: Supergraph, name: SubgraphName): Pick<Instance, 'replace'> {
  return { replace: () => supergraph.restart(name) };
}

export interface LoadResult {
  readonly requests: number;
  readonly failures: readonly string[];
}

/** Runs an action under the load of keep-alive clients, and repeats it until `minRequests` requests have been sent. */
export async function underLoad(
  { supergraph, headers }: ReplaceableStack,
  { minRequests, maxRequests }: { readonly minRequests: number; readonly maxRequests: number },
  run: () => Promise<unknown>,
): Promise<LoadResult> {
  const load = startKeepAlive({ url: supergraph.url, headers, query: QUERY, clients: CLIENTS, maxRequests });
  try {
    do await run();
    while (load.requests < minRequests);
  } finally {
    await load.stop();
  }
  return { requests: load.requests, failures: load.failures };
}

/** Replaces the instances of all subgraphs, one after the other, then all router workers. */
export async function replaceEverything(stack: ReplaceableStack): Promise<void> {
  for (const instance of stack.instances) await instance.replace();
  const before = await countReplacements(stack);
  process.kill(stack.supergraph.pids().router ?? 0, 'SIGHUP');
  const end = performance.now() + LIMIT_MS;
  while ((await countReplacements(stack)) === before) {
    if (performance.now() > end) throw new Error('the workers were not replaced');
    await sleep(POLL_MS);
  }
}

async function countReplacements({ supergraph }: ReplaceableStack): Promise<number> {
  const log = await readFile(join(supergraph.dataDir, 'logs/router.log'), 'utf8');
  return log.split('all workers are replaced').length;
}

/** Writes a new supergraph every 300 ms. Every fifth one is invalid. */
export async function reloadOften({ supergraphPath }: ReplaceableStack, times: number): Promise<void> {
  const good = await readFile(supergraphPath, 'utf8');
  for (let time = 1; time <= times; time += 1) {
    const text = time % 5 === 0 ? `type Query { broken` : `${good}\n# ${time}\n`;
    await writeFile(`${supergraphPath}.new`, text);
    await rename(`${supergraphPath}.new`, supergraphPath);
    await sleep(RELOAD_MS);
  }
  await writeFile(supergraphPath, good);
}
