import {
  createEnvelopeVerifier,
  createRelayPorts,
  createSubgraphServer,
  openKeyRings,
  startServiceEvents,
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
import { createStockOutbox } from './data/stock-outbox.js';
import { createStockRecordRepository } from './data/stock-record-repository.js';
import { createCatalogue } from './domain/catalogue.js';
import { createLedgers } from './domain/ledgers.js';
import type { Repositories } from './domain/repositories.js';
import { createOrderStock } from './domain/order-stock.js';
import { createModels, ensureIndexes, type Models } from './models/models.js';
import { countOutcomes } from './metrics.js';
import type { Ports } from './ports.js';
import { resolvers } from './resolvers/index.js';

const typeDefs = gql(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

/** The fields that the orders service calls on its own behalf. */
const serviceCalls: ServiceCalls = {
  orders: ['productsOnSale', 'reserveOrders', 'finaliseOrders', 'releaseOrders', 'restockOrder'],
};

type ProductsDependencies = SubgraphDependencies<Config>;

/** @param decorate puts something around the ports */
export async function createProductsSubgraph(
  dependencies: ProductsDependencies,
  decorate: (ports: Ports) => Ports = (ports) => ports,
): Promise<Subgraph> {
  const { config, connection, logger, registry } = dependencies;
  const models = createModels(connection);
  await ensureIndexes(models);
  const ports = decorate(createPorts(dependencies, models, () => events.changed()));
  const events = startServiceEvents({
    ports: ports.relay,
    logger,
    registry,
    keptHours: config.EVENTS_KEPT_HOURS,
  });
  const services = createServices(dependencies, ports);
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    envelope: createEnvelopeVerifier({
      audience: 'products',
      rings: openKeyRings('ENVELOPE_KEYS_IN', config, logger),
    }),
    serviceCalls,
    logger,
    registry,
    createContext: (caller, requestLogger) => createContext(services, caller, requestLogger),
  });
  if (config.RECONCILE_EVERY_MS === 0) return { server, stop: () => events.stop() };
  const { catalogueRepository: catalogue, ledgerRepository: ledgers, now } = services;
  const prune = (id: string) => services.adjustments.ledgers.prune(id);
  const reconciler = startReconciler(
    { models, catalogue, ledgers, prune, logger, now },
    config.RECONCILE_EVERY_MS,
  );
  return {
    server,
    async stop() {
      await reconciler.stop();
      await events.stop();
    },
  };
}

function createPorts(
  { config, connection }: ProductsDependencies,
  models: Models,
  onEvent: () => void,
): Ports {
  return {
    catalogue: createCatalogueRepository(models, config.CURRENCY),
    ledgers: createLedgerRepository(models, onEvent),
    records: createStockRecordRepository(models),
    relay: createRelayPorts(connection, [createStockOutbox(models)]),
  };
}

function createServices(
  { config, logger, registry }: ProductsDependencies,
  { catalogue, ledgers: ledgerRepository, records }: Repositories,
): Services {
  const now = () => new Date();
  const ledgers = createLedgers({ ledgers: ledgerRepository, catalogue, records, logger, now });
  const orderStock = createOrderStock({ ledgers, catalogue, records, logger, now });
  const currency = config.CURRENCY;
  return {
    catalogueRepository: catalogue,
    ledgerRepository,
    catalogue: createCatalogue({ catalogue, ledgerRepository, ledgers, currency, now }),
    orderStock: countOutcomes(orderStock, registry),
    adjustments: { ledgers, catalogue, records, now },
    currency,
    imagesBaseUrl: config.IMAGES_BASE_URL,
    now,
  };
}
