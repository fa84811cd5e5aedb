import { connectDatabase, createLogger, readConfig } from '@supergraph/service-kit';
import { ask, secret, watchCommands, type Answer, type Asker } from '@supergraph/service-kit/testing';
import { Registry } from 'prom-client';
import { configSchema } from '../config.js';
import { createWidgetsSubgraph } from '../server.js';

/** The subgraph as in production, except that requests are injected. */
export interface TestSubgraph {
  ask<Data = Record<string, unknown>>(query: string, variables?: object, as?: Asker): Promise<Answer<Data>>;
  /** Runs a function and reports its database commands. */
  watch<Result>(run: () => Promise<Result>): Promise<{ result: Result; commands: string[] }>;
  stop(): Promise<void>;
}

export async function startSubgraph(uri: string): Promise<TestSubgraph> {
  const logger = createLogger({ service: 'widgets', level: 'silent' });
  const registry = new Registry();
  const config = readConfig(configSchema, { MONGODB_URI: uri, ENVELOPE_KEYS_IN: `router=k1:${secret}` });
  const connection = await connectDatabase({ uri, logger, registry });
  const { server } = await createWidgetsSubgraph({ config, connection, logger, registry });
  return {
    ask: (query, variables, as) => ask(server, 'widgets', { query, variables, as }),
    watch: (run) => watchCommands(connection, run),
    async stop() {
      await server.close();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
