import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Supergraph } from '@supergraph/local';
import type { TestProject } from 'vitest/node';
import type { SharedSupergraph } from './supergraph.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for the shared stack. */
    sharedSupergraphUrl: string;
  }
}

/** Offers one running stack to all test files: started when the first asks, so that a file that needs none does not wait. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<Supergraph> | undefined;
  const server = createServer((_request, response) => {
    starting ??= start();
    starting.then(
      (supergraph) => response.end(JSON.stringify(describe(supergraph))),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  project.provide('sharedSupergraphUrl', await listen(server));
  return async () => {
    server.close();
    const supergraph = await starting?.catch(() => undefined);
    await supergraph?.stop();
  };
}

async function start(): Promise<Supergraph> {
  // Vitest loads this file before it has run build.ts, and a fresh clone has nothing built.
  const { startTestSupergraph } = await import('./supergraph.js');
  return startTestSupergraph({
    // The worker that looks for unfinished orders asks the database all the time, which tests that count would see.
    env: { orders: { RECOVERY_INTERVAL_MS: '60000' }, router: { JWT_REVOCATIONS_POLL_MS: '500' } },
  });
}

function describe(supergraph: Supergraph): SharedSupergraph {
  const { url, urls, adminUrls, mongoUri, dataDir, envelopeSecrets } = supergraph;
  return { url, urls, adminUrls, mongoUri, dataDir, envelopeSecrets, pids: supergraph.pids() };
}

function listen(server: Server): Promise<string> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
