import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Supergraph } from '@supergraph/local';
import type { TestProject } from 'vitest/node';
import type { SharedSupergraph } from './supergraph.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL from which test files get the stack of their worker and the folder with Northwind. */
    sharedStacksUrl: string;
  }
}

/**
 * Provides a running stack to each worker, whose test files use it one after the other. A stack starts when the first
 * file requests it, so that other files need not wait.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stacks = new Map<string, Promise<Supergraph>>();
  let importing: Promise<string> | undefined;
  const northwind = () => (importing ??= importNorthwind());

  async function answer(path: string): Promise<unknown> {
    const [, what, worker = ''] = path.split('/');
    if (what === 'northwind') return northwind();
    const stack = stacks.get(worker) ?? start(northwind);
    stacks.set(worker, stack);
    return describe(await stack);
  }

  const server = createServer((request, response) => {
    answer(request.url ?? '').then(
      (found) => response.end(JSON.stringify(found)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  project.provide('sharedStacksUrl', await listen(server));
  return async () => {
    server.close();
    for (const starting of stacks.values()) await (await starting.catch(() => undefined))?.stop();
    const dataDir = await importing?.catch(() => undefined);
    if (dataDir !== undefined) await rm(dataDir, { recursive: true });
  };
}

// Imported when needed, because vitest loads this file before it runs build.ts, and a fresh clone has no build output.
const importNorthwind = async () => (await import('./northwind.js')).importNorthwind();

async function start(northwind: () => Promise<string>): Promise<Supergraph> {
  const { startTestSupergraph } = await import('./supergraph.js');
  const options = {
    // Less often than the default, because tests that count commands would count the recovery worker's queries.
    env: { orders: { RECOVERY_INTERVAL_MS: '60000' }, router: { JWT_REVOCATIONS_POLL_MS: '500' } },
  };
  return startTestSupergraph(options, northwind);
}

function describe(supergraph: Supergraph): SharedSupergraph {
  const { url, urls, adminUrls, mongoUri, dataDir, envelopeSecrets } = supergraph;
  const routerVariables = supergraph.environmentOf('router');
  return {
    url,
    urls,
    adminUrls,
    mongoUri,
    dataDir,
    envelopeSecrets,
    routerVariables,
    pids: supergraph.pids(),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
