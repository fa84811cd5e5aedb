import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseMoney } from '@supergraph/money';
import {
  createConsumerPorts,
  createEnvelopeSigner,
  createEnvelopeVerifier,
  createErasureMetrics,
  createEventSource,
  createRelayPorts,
  createSubgraphServer,
  openKeyRings,
  repeat,
  startServiceConsumer,
  startServiceEvents,
  type EnvelopeSigner,
  type Subgraph,
  type SubgraphDependencies,
} from '@supergraph/service-kit';
import { gql } from 'graphql-tag';
import type { Config } from './config.js';
import type { Context } from './context.js';
import { readBacklog } from './data/backlog.js';
import { createErasureRepository } from './data/erasure-repository.js';
import { createOrderLoaders } from './data/loaders.js';
import { createOrderListRepository } from './data/order-list-repository.js';
import { createOrderOutbox } from './data/order-outbox.js';
import { createOrderSnapshots } from './data/order-snapshots.js';
import { createOrderRepository } from './data/order-repository.js';
import { createProductsClient } from './data/products/client.js';
import { createPriceList } from './data/products/price-list.js';
import { createStock } from './data/products/stock.js';
import { createErasures, ERASURES } from './domain/erasures.js';
import { createCheckout } from './domain/checkout.js';
import { createOrderSaga } from './domain/order-saga.js';
import { createFulfilment } from './domain/fulfilment.js';
import { createSettler } from './domain/settler.js';
import { createJournal } from './journal.js';
import { createModels, ensureIndexes, type Models } from './models/models.js';
import { createRecoveryMetrics } from './recovery/metrics.js';
import { createPauseMetrics } from './pause-metrics.js';
import type { Ports } from './ports.js';
import { startWorker } from './recovery/worker.js';
import { resolvers } from './resolvers/index.js';

const typeDefs = gql(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

/** How long a stopping process continues to settle orders, in milliseconds. */
const SETTLE_TIMEOUT_MS = 1_500;

/** The pause before each search for orders to erase once more, in milliseconds. */
const ERASE_EVERY_MS = 10_000;

/** The services that may read the events of orders. */
const FEED_READERS = ['products'];

type OrdersDependencies = SubgraphDependencies<Config>;

/**
 * Builds the orders subgraph, with the worker that continues orders left open by an earlier process.
 *
 * @param decorate wraps the domain's ports
 */
export async function createOrdersSubgraph(
  dependencies: OrdersDependencies,
  decorate: (ports: Ports) => Ports = (ports) => ports,
): Promise<Subgraph> {
  const { config, connection, logger, registry } = dependencies;
  const models = createModels(connection);
  await ensureIndexes(models);
  createPauseMetrics(registry, config.CHECKOUT_PAUSED);
  const lists = createOrderListRepository(models);
  const domain = createDomain(dependencies, models, decorate);
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    logger,
    registry,
    envelope: createEnvelopeVerifier({
      audience: 'orders',
      rings: openKeyRings('ENVELOPE_KEYS_IN', config, logger),
    }),
    feed: {
      source: createEventSource(domain.events.log, [createOrderSnapshots(models)]),
      readers: FEED_READERS,
    },
    events: domain.events,
    createContext: (caller, requestLogger, follow) => ({
      caller,
      logger: requestLogger,
      orders: createOrderLoaders(lists, domain.erasures),
      checkout: domain.checkout,
      isPaused: config.CHECKOUT_PAUSED,
      fulfilment: domain.fulfilment,
      quotes: domain.quotes,
      follow,
    }),
  });
  return { server, stop: domain.stop };
}

function createDomain(
  { config, connection, logger, registry }: OrdersDependencies,
  models: Models,
  decorate: (ports: Ports) => Ports,
) {
  const leaseMs = config.LEASE_MS;
  const rules = { shippingFee: parseMoney(config.SHIPPING_FEE, config.CURRENCY) };
  const limits = {
    pendingOrders: config.PENDING_ORDERS_PER_CUSTOMER,
    ordersPerHour: config.ORDERS_PER_HOUR,
  };
  const signer = createEnvelopeSigner({
    issuer: 'orders',
    rings: openKeyRings('ENVELOPE_KEYS_OUT', config, logger),
  });
  const outbox = createOrderOutbox(models);
  const client = createProductsClient({ urls: config.PRODUCTS_URL, signer, logger, registry });
  const { repository, stock, journal, erasures, relay, consumer } = decorate({
    repository: createOrderRepository(models, outbox.changed),
    stock: createStock(client, logger),
    journal: createJournal(logger, registry),
    erasures: createErasureRepository(models),
    relay: createRelayPorts({ service: 'orders', connection, logger, redisUrl: config.REDIS_URL }, [outbox]),
    consumer: createConsumerPorts(connection, ERASURES),
  });
  const events = startServiceEvents({ ports: relay, logger, registry, keptHours: config.EVENTS_KEPT_HOURS });
  const saga = createOrderSaga({ repository, stock, journal, leaseMs });
  const settler = createSettler(saga);
  const worker = startWorker({
    repository,
    saga,
    logger,
    leaseMs,
    metrics: createRecoveryMetrics(registry, () => readBacklog(models)),
    intervalMs: config.RECOVERY_INTERVAL_MS,
  });
  createErasureMetrics(registry, () => erasures.findOldestDue());
  const erasing = startErasing({ config, logger, registry }, { erasures, consumer }, signer);
  return {
    events,
    erasures,
    checkout: createCheckout({ repository, saga, settler, rules, leaseMs, limits }),
    fulfilment: createFulfilment({ repository, saga, settler }),
    quotes: { prices: createPriceList(client), rules },
    stop: async () => {
      // The next process continues an order that cannot be settled in time, so ending it loses nothing.
      await Promise.race([Promise.all([worker.stop(), settler.idle()]), delay(SETTLE_TIMEOUT_MS)]);
      await Promise.all([events.stop(), erasing?.stop()]);
      await client.close();
    },
  };
}

/** Erases the data of people who deleted their accounts. Undefined if the URL of users is not configured. */
function startErasing(
  { config, logger, registry }: Omit<OrdersDependencies, 'connection'>,
  { erasures: repository, consumer: ports }: Pick<Ports, 'erasures' | 'consumer'>,
  signer: EnvelopeSigner,
) {
  const { USERS_URL: urls } = config;
  if (urls === undefined) return undefined;
  const againAfterMs = config.ERASE_AGAIN_AFTER_S * 1_000;
  const erasures = createErasures({ repository, clock: () => new Date(), againAfterMs });
  const consumer = startServiceConsumer({
    handler: erasures,
    of: 'users',
    urls,
    signer,
    ports,
    redisUrl: config.REDIS_URL,
    logger,
    registry,
  });
  const again = repeat({
    run: () => erasures.eraseAgain(),
    everyMs: Math.min(ERASE_EVERY_MS, againAfterMs),
    logger,
    failure: 'the orders of deleted accounts cannot be erased now',
  });
  return {
    async stop() {
      await Promise.all([consumer.stop(), again.stop()]);
    },
  };
}
