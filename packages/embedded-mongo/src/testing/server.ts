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

/** `sync: false` for tests that write much and pull no plug. */
export async function startServer(dir = temporaryDirectory(), sync = true): Promise<EmbeddedMongo> {
  const server = await startEmbeddedMongo({ dir, sync });
  onTestFinished(() => server.stop());
  return server;
}

/** A connection by stock Mongoose, closed when the test is over. */
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
