import { generateKeyPairSync } from 'node:crypto';
import { connectDatabase, createLogger, readConfig, type Subgraph } from '@supergraph/service-kit';
import {
  ask,
  secret,
  startTestDatabase,
  watchCommands,
  type Answer,
  type Asker,
} from '@supergraph/service-kit/testing';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { configSchema } from '../config.js';
import { createUsersSubgraph, type Conditions } from '../server.js';

/** The users service as in production, except that the test sets its clock and requests are injected. */
export interface TestSubgraph {
  ask(query: string, variables?: object, as?: Asker): Promise<Answer>;
  /** The service's time in milliseconds. It starts at a full hour, when all windows of the throttle begin. */
  readonly clock: { now: number };
  readonly server: Subgraph['server'];
  readonly connection: Connection;
  /** The URI of its database. */
  readonly uri: string;
  readonly registry: Registry;
  /** Returns the result of a function, with the database commands and hash computations that it caused. */
  watch<Result>(run: () => Promise<Result>): Promise<{ result: Result; work: string[] }>;
  readonly log: string[];
  stop(): Promise<void>;
}

export const privateKeys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ format: 'pem', type: 'pkcs8' })
  .toString();

const HOUR_MS = 3_600_000;

const cheapHashes: Conditions = {
  hashParameters: { memoryCost: 1_024, timeCost: 1, parallelism: 1 },
};

/** For tests that depend on the strength of hashes. */
export const realHashes: Conditions = {};

/**
 * @param conditions cheap hashes by default
 * @param sharedUri the URI of another instance's database. By default the service has a database of its own, which ends
 *   with it.
 */
export async function startTestSubgraph(
  variables: Record<string, string> = {},
  conditions: Conditions = cheapHashes,
  sharedUri?: string,
): Promise<TestSubgraph> {
  const database = sharedUri === undefined ? await startTestDatabase() : undefined;
  const uri = sharedUri ?? database?.newUri('users') ?? '';
  const registry = new Registry();
  const log: string[] = [];
  const logger = createLogger({ service: 'users', level: 'info' }, { write: (line) => log.push(line) });
  const config = readConfig(configSchema, {
    MONGODB_URI: uri,
    ENVELOPE_KEYS_IN: `router=k1:${secret}`,
    JWT_ISSUER: 'https://users.test',
    JWT_AUDIENCE: 'graph',
    JWT_PRIVATE_KEYS: privateKeys,
    ...variables,
  });
  const connection = await connectDatabase({ uri, logger, registry });
  const clock = { now: Math.ceil(Date.now() / HOUR_MS) * HOUR_MS };
  const dependencies = { config, connection, logger, registry };
  const { server, stop } = await createUsersSubgraph(dependencies, {
    clock: () => new Date(clock.now),
    ...conditions,
  });
  return {
    ask: (query, variables, as) => ask(server, 'users', { query, variables, as }),
    clock,
    server,
    connection,
    uri,
    registry,
    watch: (run) => watch(connection, registry, run),
    log,
    async stop() {
      await server.close();
      await stop?.();
      if (database !== undefined) await connection.dropDatabase();
      await connection.close();
      await database?.stop();
    },
  };
}

async function watch<Result>(connection: Connection, registry: Registry, run: () => Promise<Result>) {
  const before = await countHashing(registry);
  const { result, commands } = await watchCommands(connection, run);
  const after = await countHashing(registry);
  const hashing = [...after].map(([name, count]) => `argon2 ${name} ×${count - (before.get(name) ?? 0)}`);
  return { result, work: [...commands, ...hashing.filter((line) => !line.endsWith('×0'))].sort() };
}

async function countHashing(registry: Registry): Promise<Map<string, number>> {
  const metric = await registry.getSingleMetric('password_operations_total')?.get();
  return new Map(metric?.values.map(({ labels, value }) => [String(labels.operation), value]));
}
