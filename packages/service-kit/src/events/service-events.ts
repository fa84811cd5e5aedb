import type { Connection } from 'mongoose';
import type { Registry } from 'prom-client';
import type { Logger } from '../logger.js';
import { createDatabaseLog } from './database-log.js';
import type { EventLog } from './event-log.js';
import { createEventModel } from './models/event.js';
import { createFollowing, type Following } from './follow.js';
import { createLease } from './lease.js';
import type { Outbox } from './outbox.js';
import { connectRedis } from './redis-connection.js';
import { createRedisLog } from './redis-log.js';
import { createRelayMetrics } from './relay-metrics.js';
import { startRelay, type RelayPorts } from './relay.js';

export interface ServiceEventsOptions {
  readonly ports: RelayPorts;
  readonly logger: Logger;
  readonly registry: Registry;
  /** How long published events are kept, in hours. */
  readonly keptHours: number;
}

/** A service's events, published by its relay and read from its log. */
export interface ServiceEvents {
  readonly log: EventLog;
  readonly follow: Following['follow'];
  stop(): Promise<void>;
}

/** How long another process waits before it takes over from a dead one, in milliseconds. */
const LEASE_MS = 2_000;

export interface RelayPortsOptions {
  /** The name of the publishing service. */
  readonly service: string;
  readonly connection: Connection;
  /** The Redis to publish to. Undefined publishes to the service's own database. */
  readonly redisUrl: string | undefined;
  readonly logger: Logger;
}

/** The ports of a service's relay. The indexes of the models must exist. */
export function createRelayPorts(
  { service, connection, redisUrl, logger }: RelayPortsOptions,
  outboxes: readonly Outbox[],
): RelayPorts {
  return {
    outboxes,
    store:
      redisUrl === undefined
        ? createDatabaseLog(createEventModel(connection))
        : createRedisLog({ redis: connectRedis(redisUrl, logger), service }),
    lease: createLease(connection, { name: 'events', leaseMs: LEASE_MS }),
  };
}

/** Starts to publish a service's events. */
export function startServiceEvents({
  ports,
  logger,
  registry,
  keptHours,
}: ServiceEventsOptions): ServiceEvents {
  const following = createFollowing(ports.store, logger);
  const metrics = createRelayMetrics(registry, ports.outboxes);
  const relay = startRelay({ ports, metrics, logger, keptMs: keptHours * 3_600_000 });
  return {
    log: ports.store,
    follow: (which) => following.follow(which),
    async stop() {
      await relay.stop();
      await following.stop();
      ports.store.close();
    },
  };
}
