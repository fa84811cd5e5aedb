import {
  createEnvelopeVerifier,
  createSubgraphServer,
  openKeyRings,
  type Subgraph,
  type SubgraphDependencies,
} from '@supergraph/service-kit';
import { gql } from 'graphql-tag';
import { readFileSync } from 'node:fs';
import type { Config } from './config.js';
import { createContext, type Context } from './context.js';
import { createWidgetRepository } from './data/widget-repository.js';
import { createModels, ensureIndexes } from './models/models.js';
import { resolvers } from './resolvers/index.js';

const typeDefs = gql(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

export async function createWidgetsSubgraph({
  config,
  connection,
  logger,
  registry,
}: SubgraphDependencies<Config>): Promise<Subgraph> {
  const models = createModels(connection);
  await ensureIndexes(models);
  const services = { repository: createWidgetRepository(models) };
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    envelope: createEnvelopeVerifier({
      audience: 'widgets',
      rings: openKeyRings('ENVELOPE_KEYS_IN', config, logger),
    }),
    logger,
    registry,
    createContext: (caller) => createContext(services, caller),
  });
  return { server };
}
