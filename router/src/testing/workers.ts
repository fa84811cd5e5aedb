import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { startRouterProcess } from './router-process.js';
import { startSubgraph } from './subgraph.js';

/** The built router with several workers, over one subgraph. */
export interface TestWorkers {
  readonly pid: number;
  /** The file from which the router reads its supergraph. */
  readonly supergraphPath: string;
  readonly supergraph: string;
  log(): string;
  /** The process ids of all workers that were started so far, in their order. */
  started(): readonly number[];
  /** @returns the code of the answer's error, undefined without one */
  askCode(query: string): Promise<string | undefined>;
  /** The value of a metric of all workers together, named with the labels in their order if it has any. */
  readMetric(metric: string): Promise<number>;
  close(): Promise<void>;
}

/** Starts the built router with two workers. */
export async function startTestWorkers(
  sdl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestWorkers> {
  const directory = await mkdtemp(join(tmpdir(), 'router-workers-'));
  const subgraph = await startSubgraph('shop', { sdl });
  const { supergraphSdl = '' } = composeServices([{ name: 'shop', url: subgraph.url, typeDefs: parse(sdl) }]);
  const supergraphPath = join(directory, 'supergraph.graphql');
  await writeFile(supergraphPath, supergraphSdl);
  const router = await startRouterProcess({
    env: { SUPERGRAPH_PATH: supergraphPath, ROUTER_WORKERS: '2', ...environment },
  });
  return {
    pid: router.pid,
    supergraphPath,
    supergraph: supergraphSdl,
    log: () => router.log(),
    started: () =>
      [...router.log().matchAll(/"worker":(\d+),"msg":"worker started"/g)].map(([, pid]) => Number(pid)),
    async askCode(query) {
      const response = await fetch(router.url, {
        method: 'POST',
        // A connection belongs to one worker.
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({ query }),
      });
      const answer = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
      return answer.errors?.[0]?.extensions?.code;
    },
    async readMetric(metric) {
      const response = await fetch(`${router.adminUrl}/metrics`);
      if (response.status !== 200) throw new Error(`The router answers ${response.status}.`);
      const line = (await response.text()).split('\n').find((one) => one.startsWith(`${metric} `));
      return Number(line?.slice(metric.length + 1));
    },
    async close() {
      await router.stop();
      await subgraph.close();
      await rm(directory, { recursive: true });
    },
  };
}
