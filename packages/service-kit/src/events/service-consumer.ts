import type { Connection } from 'mongoose';
import type { Registry } from 'prom-client';
import type { EnvelopeSigner } from '../envelope/signer.js';
import type { Logger } from '../logger.js';
import { createConsumerMetrics } from './consumer-metrics.js';
import { createConsumerState } from './consumer-state.js';
import { startConsumer, type Consumer, type EventHandler } from './consumer.js';
import { createFeedClient } from './feed-client.js';
import { createLease } from './lease.js';
import { createConsumerModels } from './models/consumer.js';

export interface ServiceConsumerOptions {
  readonly handler: EventHandler;
  /** The name of the service whose events are consumed. */
  readonly of: string;
  /** Its GraphQL endpoint, at one or more addresses. */
  readonly urls: readonly string[];
  readonly signer: EnvelopeSigner;
  readonly connection: Connection;
  readonly logger: Logger;
  readonly registry: Registry;
  /** The delays between attempts to handle one event, in milliseconds. */
  readonly retryMs?: readonly number[];
}

/** How long another process waits before it takes over from a dead one, in milliseconds. */
const LEASE_MS = 10_000;

/** Starts to consume another service's events, in one process at a time. */
export function startServiceConsumer(options: ServiceConsumerOptions): Consumer {
  const { handler, of, urls, signer, connection, logger, registry, retryMs } = options;
  const state = createConsumerState(handler.name, createConsumerModels(connection));
  const source = createFeedClient({ name: of, urls, signer, logger });
  const consumer = startConsumer({
    handler,
    source,
    state,
    lease: createLease(connection, { name: `consumer ${handler.name}`, leaseMs: LEASE_MS }),
    metrics: createConsumerMetrics(registry, handler.name, () => state.countDeadLetters()),
    logger,
    ...(retryMs === undefined ? {} : { retryMs }),
  });
  return {
    async stop() {
      await consumer.stop();
      await source.close();
    },
  };
}
