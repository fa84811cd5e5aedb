import { connectDatabase, readConfig } from '@supergraph/service-kit';
import { ask, secret, watchCommands, type Answer, type Asker } from '@supergraph/service-kit/testing';
import type { FastifyInstance } from 'fastify';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { configSchema } from '../config.js';
import { prepareImport } from '../import/writer.js';
import type { ImportRecord } from '../import/records.js';
import { createModels, type Models } from '../models/models.js';
import { createProductsSubgraph } from '../server.js';
import { withFaults, type Faults } from './faulty-ports.js';
import { logger } from './stock-on.js';

export const staff: Asker = { scopes: ['catalog:write', 'inventory:read', 'inventory:write'] };
export const orders: Asker = { service: 'orders' };

/** The products service as it runs in production, except that requests are injected. */
export interface TestSubgraph {
  readonly server: FastifyInstance;
  readonly connection: Connection;
  readonly models: Models;
  ask<Data = Record<string, unknown>>(query: string, variables?: object, as?: Asker): Promise<Answer<Data>>;
  /** Returns the result of a function, with the database commands that it sent. */
  watch<Result>(run: () => Promise<Result>): Promise<{ result: Result; commands: string[] }>;
  import(records: readonly ImportRecord[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestSubgraph(uri: string, faults?: Faults): Promise<TestSubgraph> {
  const registry = new Registry();
  const config = readConfig(configSchema, {
    MONGODB_URI: uri,
    ENVELOPE_KEYS_IN: `router=k1:${secret},orders=k1:${secret}`,
    RECONCILE_EVERY_MS: '0',
    IMAGES_BASE_URL: 'https://images.test/shop/',
  });
  const connection = await connectDatabase({ uri, logger, registry });
  const dependencies = { config, connection, logger, registry };
  const { server, stop } = await createProductsSubgraph(dependencies, faults && withFaults(faults));
  return {
    server,
    connection,
    models: createModels(connection),
    ask: (query, variables, as) => ask(server, 'products', { query, variables, as }),
    watch: (run) => watchCommands(connection, run),
    import: async (records) => (await prepareImport(connection))(records),
    async stop() {
      await server.close();
      await stop?.();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
