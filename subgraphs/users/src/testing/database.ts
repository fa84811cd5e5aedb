import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@supergraph/embedded-mongo';

/** A database server for a file of tests: the embedded one, or the one at TEST_MONGODB_URI. */
export interface TestDatabase {
  /** The address of a database that nobody else uses. */
  newUri(): string;
  stop(): Promise<void>;
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const given = process.env.TEST_MONGODB_URI;
  if (given !== undefined && given !== '')
    return { newUri: () => withName(given), stop: () => Promise.resolve() };
  const dir = await mkdtemp(join(tmpdir(), 'users-test-'));
  const server = await startEmbeddedMongo({ dir });
  return {
    newUri: () => withName(server.uri),
    async stop() {
      await server.stop();
      await rm(dir, { recursive: true });
    },
  };
}

function withName(base: string): string {
  const url = new URL(base);
  url.pathname = `/users-${randomUUID()}`;
  return url.href;
}
