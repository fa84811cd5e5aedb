import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@supergraph/embedded-mongo';

/** A database server for a file of tests: the embedded one, or the one at TEST_MONGODB_URI. */
export interface TestDatabase {
  /** The address of a database that nobody else uses. */
  newUri(service: string): string;
  stop(): Promise<void>;
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const given = process.env.TEST_MONGODB_URI;
  if (given !== undefined && given !== '') {
    return { newUri: (service) => withName(given, service), stop: () => Promise.resolve() };
  }
  const dir = await mkdtemp(join(tmpdir(), 'orders-test-'));
  const server = await startEmbeddedMongo({ dir });
  return {
    newUri: (service) => withName(server.uri, service),
    async stop() {
      await server.stop();
      await rm(dir, { recursive: true });
    },
  };
}

function withName(base: string, service: string): string {
  const url = new URL(base);
  url.pathname = `/${service}-${randomUUID()}`;
  return url.href;
}
