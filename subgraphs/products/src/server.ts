import {
  createEnvelopeVerifier,
  createSubgraphServer,
  parseKeyRings,
  type ServiceCalls,
  type Subgraph,
  type SubgraphDependencies,
} from '@supergraph/service-kit';
import { gql } from 'graphql-tag';
import { readFileSync } from 'node:fs';
import type { Config } from './config.js';
import { createContext, type Context, type Services } from './context.js';
import { createCatalogueRepository } from './data/catalogue-repository.js';
import { createLedgerRepository } from './data/ledger-repository.js';
import { startReconciler } from './data/reconciler.js';
import { createStockRecordRepository } from './data/stock-record-repository.js';
import { createCatalogue } from './domain/catalogue.js';
import type { Faults } from './domain/faults.js';
import { createLedgers } from './domain/ledgers.js';
import { createOrderStock } from './domain/order-stock.js';
import { createModels, ensureIndexes, type Models } from './models/models.js';
import { countOutcomes } from './metrics.js';
import { resolvers } from './resolvers/index.js';

const typeDefs = gql(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

/** The stock mutations that the orders service calls on its own behalf. */
const serviceCalls: ServiceCalls = {
  orders: ['reserveOrders', 'finaliseOrders', 'releaseOrders', 'restockOrder'],
};

export interface ProductsDependencies extends SubgraphDependencies<Config> {
  /** Called around every effect. For tests only: no entry of production gives one. */
  readonly faults?: Faults;
}

export async function createProductsSubgraph(dependencies: ProductsDependencies): Promise<Subgraph> {
  const { config, connection, logger, registry } = dependencies;
  const models = createModels(connection);
  await ensureIndexes(models);
  const services = createServices(dependencies, models);
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    envelope: createEnvelopeVerifier({ audience: 'products', rings: parseKeyRings(config.ENVELOPE_KEYS_IN) }),
    serviceCalls,
    logger,
    registry,
    createContext: (caller, requestLogger) => createContext(services, caller, requestLogger),
  });
  if (config.RECONCILE_EVERY_MS === 0) return { server };
  const { catalogueRepository: catalogue, ledgerRepository: ledgers, now } = services;
  const prune = (id: string) => services.adjustments.ledgers.prune(id);
  const reconciler = startReconciler(
    { models, catalogue, ledgers, prune, logger, now },
    config.RECONCILE_EVERY_MS,
  );
  return { server, stop: () => reconciler.stop() };
}

function createServices(
  { config, logger, registry, faults }: ProductsDependencies,
  models: Models,
): Services {
  const now = () => new Date();
  const catalogueRepository = createCatalogueRepository(models, faults);
  const ledgerRepository = createLedgerRepository(models, faults);
  const records = createStockRecordRepository(models, faults);
  const ledgers = createLedgers({
    ledgers: ledgerRepository,
    catalogue: catalogueRepository,
    records,
    logger,
    now,
  });
  const orderStock = createOrderStock({ ledgers, catalogue: catalogueRepository, records, logger, now });
  const currency = config.CURRENCY;
  return {
    catalogueRepository,
    ledgerRepository,
    catalogue: createCatalogue({ catalogue: catalogueRepository, ledgerRepository, ledgers, currency, now }),
    orderStock: countOutcomes(orderStock, registry),
    adjustments: { ledgers, catalogue: catalogueRepository, records, now },
    currency,
    now,
  };
}
