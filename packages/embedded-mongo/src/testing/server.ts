import { type Connection, type ConnectOptions, createConnection } from 'mongoose';
import { onTestFinished } from 'vitest';
import { type EmbeddedMongo, startEmbeddedMongo } from '../server.js';
import { makeDirectory, removeDirectory } from './directory.js';

export function temporaryDirectory(): string {
  const dir = makeDirectory();
  onTestFinished(() => {
    removeDirectory(dir);
  });
  return dir;
}

/** `sync: false` is for tests with many writes and no simulated power cut. */
export async function startServer(dir = temporaryDirectory(), sync = true): Promise<EmbeddedMongo> {
  const server = await startEmbeddedMongo({ dir, sync });
  onTestFinished(() => server.stop());
  return server;
}

/** A stock Mongoose connection, closed after the test. */
export async function connect(server: EmbeddedMongo, options: ConnectOptions = {}): Promise<Connection> {
  const connection = await createConnection(`${server.uri}/test`, options).asPromise();
  onTestFinished(() => connection.close());
  return connection;
}

export type Db = NonNullable<Connection['db']>;

export async function database(): Promise<Db> {
  const connection = await connect(await startServer(undefined, false));
  if (connection.db === undefined) throw new Error('not connected');
  return connection.db;
}
