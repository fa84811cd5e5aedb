import { connectDatabase, createLogger, readConfig } from '@supergraph/service-kit';
import { ask, secret, watchCommands, type Answer, type Asker } from '@supergraph/service-kit/testing';
import { Registry } from 'prom-client';
import { configSchema } from '../config.js';
import { createModels, type Models } from '../models/models.js';
import { createOrdersSubgraph } from '../server.js';

/** The service as in production, except that requests are injected. */
export interface TestSubgraph {
  ask<Data>(query: string, variables?: object, as?: Asker): Promise<Answer<Data>>;
  /** Runs a function and reports the database commands that it caused: `find orders`. */
  watch<Result>(run: () => Promise<Result>): Promise<{ result: Result; commands: string[] }>;
  readonly models: Models;
  readonly registry: Registry;
  readonly log: string[];
  stop(): Promise<void>;
}

export async function startTestSubgraph(options: {
  readonly uri: string;
  readonly productsUrl: string;
  readonly variables?: Readonly<Record<string, string>>;
}): Promise<TestSubgraph> {
  const registry = new Registry();
  const log: string[] = [];
  const logger = createLogger({ service: 'orders', level: 'info' }, { write: (line) => log.push(line) });
  const config = readConfig(configSchema, {
    MONGODB_URI: options.uri,
    PRODUCTS_URL: options.productsUrl,
    ENVELOPE_KEYS_IN: `router=k1:${secret}`,
    ENVELOPE_KEYS_OUT: `products=k1:${secret}`,
    SHIPPING_FEE: '4.50',
    // Tests that count commands, or that need an order to stay unchanged, must not run the worker.
    RECOVERY_INTERVAL_MS: '60000',
    ...options.variables,
  });
  const connection = await connectDatabase({ uri: options.uri, logger, registry });
  const { server, stop } = await createOrdersSubgraph({ config, connection, logger, registry });
  return {
    ask: (query, variables, as) => ask(server, 'orders', { query, variables, as }),
    watch: (run) => watchCommands(connection, run),
    models: createModels(connection),
    registry,
    log,
    async stop() {
      await server.close();
      await stop?.();
      await connection.close();
    },
  };
}
