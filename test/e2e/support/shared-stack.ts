import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Supergraph } from '@supergraph/local';
import type { TestProject } from 'vitest/node';
import type { SharedSupergraph } from './supergraph.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL from which test files get the shared stack. */
    sharedSupergraphUrl: string;
  }
}

/**
 * Provides one running stack to all test files. It starts when the first test file requests it, so that other files
 * need not wait.
 */
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
  // Imported here, because vitest loads this file before it runs build.ts, and a fresh clone has no build output.
  const { startTestSupergraph } = await import('./supergraph.js');
  return startTestSupergraph({
    // Less often than the default, because tests that count commands would count the recovery worker's queries.
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
