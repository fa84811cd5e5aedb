import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Registry } from 'prom-client';
import type { EnvelopeSigner } from '../envelope/signer.js';
import type { Logger } from '../logger.js';
import { createConsumerMetrics } from './consumer-metrics.js';
import { createConsumerState, type ConsumerState } from './consumer-state.js';
import { startConsumer, type Consumer, type EventHandler } from './consumer.js';
import { createFeedClient } from './feed-client.js';
import { createEventSource, isInSnapshot, type EventSource } from './event-source.js';
import { createLease, type Lease } from './lease.js';
import { createConsumerModels } from './models/consumer.js';
import { connectRedis } from './redis-connection.js';
import { createGroupLog } from './redis-log.js';

/** The progress and the lease of a consumer, which it stores beside the data of its handler. */
export interface ConsumerPorts {
  readonly state: ConsumerState;
  readonly lease: Lease;
}

export interface ServiceConsumerOptions {
  readonly handler: EventHandler;
  readonly ports: ConsumerPorts;
  /** The name of the service whose events are consumed. */
  readonly of: string;
  /** Its GraphQL endpoint, at one or more addresses. */
  readonly urls: readonly string[];
  readonly signer: EnvelopeSigner;
  /** The Redis from which events are read after the snapshot. Undefined reads them from the service. */
  readonly redisUrl?: string | undefined;
  readonly logger: Logger;
  readonly registry: Registry;
  /** The delays between attempts to handle one event, in milliseconds. */
  readonly retryMs?: readonly number[];
}

/** How long another process waits before it takes over from a dead one, in milliseconds. */
const LEASE_MS = 10_000;

/** The ports of a consumer with a name, in the database of its service. */
export function createConsumerPorts(connection: Connection, name: string): ConsumerPorts {
  return {
    state: createConsumerState(name, createConsumerModels(connection)),
    lease: createLease(connection, { name: `consumer ${name}`, leaseMs: LEASE_MS }),
  };
}

/** Starts to consume another service's events, in one process at a time. */
export function startServiceConsumer(options: ServiceConsumerOptions): Consumer {
  const { handler, ports, logger, registry, retryMs } = options;
  const source = openSource(options);
  const consumer = startConsumer({
    handler,
    source,
    ...ports,
    metrics: createConsumerMetrics(registry, handler.name, () => ports.state.countDeadLetters()),
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

interface ClosableSource extends EventSource {
  close(): Promise<void>;
}

/**
 * The snapshot comes from the service itself, because only the service knows its entities, and the events after it from
 * Redis if there is one. Both count in the positions of the same log.
 */
function openSource({ handler, of, urls, signer, logger, redisUrl }: ServiceConsumerOptions): ClosableSource {
  const feed = createFeedClient({ name: of, urls, signer, logger });
  if (redisUrl === undefined) return feed;
  const redis = connectRedis(redisUrl, logger);
  const group = { name: handler.name, consumer: randomUUID() };
  const events = createEventSource(createGroupLog({ redis, service: of }, group), []);
  return {
    read: (after, options) => (isInSnapshot(after) ? feed : events).read(after, options),
    async close() {
      redis.close();
      await feed.close();
    },
  };
}
