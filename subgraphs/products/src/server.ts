import {
  createConsumerPorts,
  createEnvelopeSigner,
  createEnvelopeVerifier,
  createEventSource,
  createRelayPorts,
  createSubgraphServer,
  openKeyRings,
  startServiceConsumer,
  startServiceEvents,
  type Consumer,
  type ServiceCalls,
  type Subgraph,
  type SubgraphDependencies,
} from '@supergraph/service-kit';
import { gql } from 'graphql-tag';
import { readFileSync } from 'node:fs';
import type { Config } from './config.js';
import { createContext, type Context, type Services } from './context.js';
import { createBestSellers } from './data/best-sellers.js';
import { createCatalogueRepository } from './data/catalogue-repository.js';
import { createLedgerRepository } from './data/ledger-repository.js';
import { createProductOutbox } from './data/product-outbox.js';
import { createProductSnapshots } from './data/product-snapshots.js';
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

/** The services that may read the events of products. */
const FEED_READERS: readonly string[] = [];

type ProductsDependencies = SubgraphDependencies<Config>;

/** @param decorate wraps the ports */
export async function createProductsSubgraph(
  dependencies: ProductsDependencies,
  decorate: (ports: Ports) => Ports = (ports) => ports,
): Promise<Subgraph> {
  const { config, connection, logger, registry } = dependencies;
  const models = createModels(connection);
  await ensureIndexes(models);
  const ports = decorate(createPorts(dependencies, models));
  const events = startServiceEvents({
    ports: ports.relay,
    logger,
    registry,
    keptHours: config.EVENTS_KEPT_HOURS,
  });
  const services = createServices(dependencies, ports);
  const bestSellers = startBestSellers(dependencies, ports);
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    envelope: createEnvelopeVerifier({
      audience: 'products',
      rings: openKeyRings('ENVELOPE_KEYS_IN', config, logger),
    }),
    serviceCalls,
    feed: {
      source: createEventSource(events.log, createProductSnapshots(models, ports.ledgers)),
      readers: FEED_READERS,
    },
    logger,
    registry,
    events,
    createContext: (caller, requestLogger, follow) => createContext(services, caller, requestLogger, follow),
  });
  const reconciler = reconcile(dependencies, models, services);
  return {
    server,
    async stop() {
      await Promise.all([reconciler?.stop(), bestSellers?.stop()]);
      await events.stop();
    },
  };
}

function reconcile({ config, logger }: ProductsDependencies, models: Models, services: Services) {
  if (config.RECONCILE_EVERY_MS === 0) return undefined;
  const { catalogueRepository: catalogue, ledgerRepository: ledgers, now } = services;
  const prune = (id: string) => services.adjustments.ledgers.prune(id);
  return startReconciler({ models, catalogue, ledgers, prune, logger, now }, config.RECONCILE_EVERY_MS);
}

/** Counts sales from the events of orders. Undefined if the URL of orders is not configured. */
function startBestSellers(
  { config, logger, registry }: ProductsDependencies,
  { bestSellers, consumer: consumerPorts }: Ports,
): Consumer | undefined {
  const { ORDERS_URL: ordersUrls } = config;
  if (ordersUrls === undefined) return undefined;
  return startServiceConsumer({
    handler: bestSellers,
    of: 'orders',
    urls: ordersUrls,
    signer: createEnvelopeSigner({
      issuer: 'products',
      rings: openKeyRings('ENVELOPE_KEYS_OUT', config, logger),
    }),
    ports: consumerPorts,
    redisUrl: config.REDIS_URL,
    logger,
    registry,
  });
}

function createPorts({ config, connection, logger }: ProductsDependencies, models: Models): Ports {
  const [stockOutbox, productOutbox] = [createStockOutbox(models), createProductOutbox(models)];
  const bestSellers = createBestSellers(models);
  return {
    catalogue: createCatalogueRepository(models, config.CURRENCY, productOutbox.changed),
    ledgers: createLedgerRepository(models, stockOutbox.changed),
    records: createStockRecordRepository(models),
    relay: createRelayPorts({ service: 'products', connection, logger, redisUrl: config.REDIS_URL }, [
      stockOutbox,
      productOutbox,
    ]),
    bestSellers,
    consumer: createConsumerPorts(connection, bestSellers.name),
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
