import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseMoney } from '@supergraph/money';
import {
  createEnvelopeSigner,
  createEnvelopeVerifier,
  createSubgraphServer,
  parseKeyRings,
  type Subgraph,
  type SubgraphDependencies,
} from '@supergraph/service-kit';
import { gql } from 'graphql-tag';
import type { Config } from './config.js';
import type { Context } from './context.js';
import { readBacklog } from './data/backlog.js';
import { createOrderLoaders } from './data/loaders.js';
import { createOrderRepository } from './data/order-repository.js';
import { createProductsClient } from './data/products/client.js';
import { createStock } from './data/products/stock.js';
import { createCheckout } from './domain/checkout.js';
import { createOrderSaga } from './domain/order-saga.js';
import type { Faults } from './domain/faults.js';
import { createFulfilment } from './domain/fulfilment.js';
import { createSettler } from './domain/settler.js';
import { createJournal } from './journal.js';
import { createModels, ensureIndexes, type Models } from './models/models.js';
import { createRecoveryMetrics } from './recovery/metrics.js';
import { startWorker } from './recovery/worker.js';
import { resolvers } from './resolvers/index.js';

const typeDefs = gql(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

/** How long a stopping process goes on settler orders, in milliseconds. */
const SETTLE_LIMIT_MS = 1_500;

/** What the subgraph is built from; only tests have faults. */
export type OrdersDependencies = SubgraphDependencies<Config> & { readonly faults?: Faults };

/** Builds the orders subgraph, with the worker that takes up what an earlier process left open. */
export async function createOrdersSubgraph(dependencies: OrdersDependencies): Promise<Subgraph> {
  const { config, connection, logger, registry } = dependencies;
  const models = createModels(connection);
  await ensureIndexes(models);
  const domain = createDomain(dependencies, models);
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    logger,
    registry,
    envelope: createEnvelopeVerifier({ audience: 'orders', rings: parseKeyRings(config.ENVELOPE_KEYS_IN) }),
    createContext: (caller, requestLogger) => ({
      caller,
      logger: requestLogger,
      orders: createOrderLoaders(models),
      checkout: domain.checkout,
      fulfilment: domain.fulfilment,
    }),
  });
  return { server, stop: domain.stop };
}

function createDomain({ config, logger, registry, faults }: OrdersDependencies, models: Models) {
  const leaseMs = config.LEASE_MS;
  const currency = config.CURRENCY;
  const limits = { pendingOrders: config.PENDING_ORDERS_PER_CUSTOMER, ordersPerHour: config.ORDERS_PER_HOUR };
  const signer = createEnvelopeSigner({ issuer: 'orders', rings: parseKeyRings(config.ENVELOPE_KEYS_OUT) });
  const client = createProductsClient({ urls: config.PRODUCTS_URL, signer, logger, registry });
  const repository = createOrderRepository(models, parseMoney(config.SHIPPING_FEE, currency));
  const journal = createJournal(logger, registry);
  const saga = createOrderSaga({ repository, stock: createStock(client, logger), journal, faults, leaseMs });
  const settler = createSettler(saga);
  const worker = startWorker({
    repository,
    saga,
    logger,
    faults,
    leaseMs,
    metrics: createRecoveryMetrics(registry, () => readBacklog(models)),
    intervalMs: config.RECOVERY_INTERVAL_MS,
  });
  return {
    checkout: createCheckout({ repository, saga, settler, faults, currency, leaseMs, limits }),
    fulfilment: createFulfilment({ repository, saga, settler, faults }),
    stop: async () => {
      // What cannot be settled in time is taken up by the next process: cutting it short loses nothing.
      await Promise.race([Promise.all([worker.stop(), settler.idle()]), delay(SETTLE_LIMIT_MS)]);
      await client.close();
    },
  };
}
