import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@supergraph/embedded-mongo';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { connectDatabase } from '../database/connect.js';
import { createLogger, type Logger } from '../logger.js';

/** A database server for a file of tests: the embedded one, or the one at TEST_MONGODB_URI. */
export interface TestDatabase {
  /**
   * The URI of a database that no other test uses.
   * @param prefix the beginning of its name, for people who look at the server
   */
  newUri(prefix?: string): string;
  stop(): Promise<void>;
}

export async function startTestDatabase(): Promise<TestDatabase> {
  const given = process.env.TEST_MONGODB_URI;
  if (given !== undefined && given !== '') {
    return { newUri: (prefix) => withName(given, prefix), stop: () => Promise.resolve() };
  }
  const dir = await mkdtemp(join(tmpdir(), 'test-database-'));
  const server = await startEmbeddedMongo({ dir });
  return {
    newUri: (prefix) => withName(server.uri, prefix),
    async stop() {
      await server.stop();
      await rm(dir, { recursive: true });
    },
  };
}

/** A connection to a database of its own, for tests of what lies below a service. */
export interface TestConnection {
  readonly connection: Connection;
  /** Writes nothing. */
  readonly logger: Logger;
  readonly close: () => Promise<void>;
}

/** @param prefix the beginning of the database's name */
export async function openTestConnection(prefix: string): Promise<TestConnection> {
  const database = await startTestDatabase();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({
    uri: database.newUri(prefix),
    logger,
    registry: new Registry(),
  });
  return {
    connection,
    logger,
    async close() {
      await connection.dropDatabase();
      await connection.close();
      await database.stop();
    },
  };
}

function withName(base: string, prefix = 'test'): string {
  const url = new URL(base);
  url.pathname = `/${prefix}-${randomUUID()}`;
  return url.href;
}
