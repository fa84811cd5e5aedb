import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { composeServices } from '@apollo/composition';
import type { ReadyMessage } from '@supergraph/service-kit/service';
import { parse } from 'graphql';
import { startSubgraph } from './subgraph.js';

const MAIN = resolve(import.meta.dirname, '../../dist/main.js');

/** The built router with several workers, over one subgraph. */
export interface TestWorkers {
  readonly pid: number;
  readonly adminUrl: string;
  /** The file from which the router reads its supergraph. */
  readonly supergraphPath: string;
  readonly supergraph: string;
  log(): string;
  /** The process ids of all workers that were started so far, in their order. */
  started(): readonly number[];
  /** @returns the code of the answer's error, undefined without one */
  askCode(query: string): Promise<string | undefined>;
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
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH ?? '',
      SUPERGRAPH_PATH: supergraphPath,
      ROUTER_WORKERS: '2',
      PORT: '0',
      ADMIN_PORT: '0',
      DRAIN_MS: '0',
      ALLOW_NO_ISSUER: 'true',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'exit');
  const ready = once(child, 'message') as Promise<[ReadyMessage]>;
  const [message] = await Promise.race([ready, ended.then(() => Promise.reject(new Error(text)))]);
  return {
    pid: child.pid ?? 0,
    adminUrl: message.adminUrl ?? '',
    supergraphPath,
    supergraph: supergraphSdl,
    log: () => text,
    started: () => [...text.matchAll(/"worker":(\d+),"msg":"worker started"/g)].map(([, pid]) => Number(pid)),
    async askCode(query) {
      const response = await fetch(`${message.url}/graphql`, {
        method: 'POST',
        // A connection belongs to one worker.
        headers: { 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify({ query }),
      });
      const answer = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
      return answer.errors?.[0]?.extensions?.code;
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
      await subgraph.close();
      await rm(directory, { recursive: true });
    },
  };
}
