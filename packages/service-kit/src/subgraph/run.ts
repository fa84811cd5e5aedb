import type { FastifyInstance } from 'fastify';
import mongoose, { type Connection } from 'mongoose';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { z } from 'zod';
import { commonVariables, integer, port, readConfig, url } from '../config.js';
import { connectDatabase } from '../database/connect.js';
import { awaitIndexBuilds } from '../database/index-builds.js';
import { refuseMissingKeys } from '../envelope/open-key-rings.js';
import { createAdminServer } from '../http/admin.js';
import { createDrain } from '../http/drain.js';
import { listen } from '../http/listen.js';
import { createLogger, type Logger } from '../logger.js';
import { runService, type RunningService } from '../run-service.js';
import { startTelemetry, useAmbientTraces } from '../telemetry/start.js';

/** How often the delay of the event loop is measured, in milliseconds. Each measurement wakes an idle process. */
const LAG_PRECISION_MS = 50;

/** The environment variables of every subgraph. */
export function subgraphVariables(defaultPort: number) {
  return {
    ...commonVariables,
    /** The port of the GraphQL endpoint; 0 takes a free one. */
    PORT: port(defaultPort),
    /** The service's own database, named in the path: `mongodb://host:27017/products`. */
    MONGODB_URI: url('mongodb:', 'mongodb+srv:'),
    /**
     * The longest that the database may work on one command, in milliseconds; then the field is SERVICE_UNAVAILABLE. A
     * socket is closed 2 s later. Less than the router waits for a subgraph. Building indexes is not limited. A database
     * that stands still is noticed apart from that, in about four seconds.
     */
    MONGODB_MAX_TIME_MS: integer({ min: 1, max: 600_000, fallback: 5_000 }),
    /** The number of hours for which published events are kept, so that readers can get the events that they missed. */
    EVENTS_KEPT_HOURS: integer({ min: 1, max: 8_760, fallback: 72 }),
    /**
     * The Redis through which events go, as Redis Streams. Set it for all services or for none. Without it each service keeps
     * its events in its own database and serves them to its readers.
     */
    REDIS_URL: url('redis:', 'rediss:').optional(),
    /** The keys of the services that may send requests: `router=ID:SECRET`. A subgraph needs them here or in a file. */
    ENVELOPE_KEYS_IN: z.string().optional(),
    /** A file with these keys, instead of the variable. The service reads the file again when it changes. */
    ENVELOPE_KEYS_IN_FILE: z.string().optional(),
  };
}

/** The common part of every subgraph's configuration. */
export type SubgraphConfig = z.infer<z.ZodObject<ReturnType<typeof subgraphVariables>>>;

/** The dependencies from which a subgraph is built. */
export interface SubgraphDependencies<Config> {
  readonly config: Config;
  readonly connection: Connection;
  readonly logger: Logger;
  readonly registry: Registry;
}

/** A built subgraph that is not yet listening. */
export interface Subgraph {
  readonly server: FastifyInstance;
  /** Stops background work, after the last request and before the database connection closes. */
  readonly stop?: () => Promise<void>;
}

/** Runs a subgraph in this process: reads its configuration, connects, builds, listens, and stops in reverse order. */
export function runSubgraph<Config extends SubgraphConfig>(
  name: string,
  schema: z.ZodType<Config>,
  build: (dependencies: SubgraphDependencies<Config>) => Promise<Subgraph>,
): Promise<void> {
  return runService(name, () => startSubgraph(name, readConfig(schema), build));
}

async function startSubgraph<Config extends SubgraphConfig>(
  name: string,
  config: Config,
  build: (dependencies: SubgraphDependencies<Config>) => Promise<Subgraph>,
): Promise<RunningService> {
  refuseMissingKeys('ENVELOPE_KEYS_IN', config);
  const logger = createLogger({ service: name, level: config.LOG_LEVEL });
  const telemetry = await startTelemetry(name, config, logger);
  useAmbientTraces();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_PRECISION_MS });
  let isReady = () => false;
  // The health listener starts first: unanswered probes would get the process killed while it builds a large index.
  const admin = createAdminServer({ logger, registry, isReady: () => isReady() });
  const adminUrl = await listen(admin, { host: config.ADMIN_HOST, port: config.ADMIN_PORT });
  const connection = await connectDatabase({
    uri: config.MONGODB_URI,
    logger,
    registry,
    maxTimeMs: config.MONGODB_MAX_TIME_MS,
  });
  awaitIndexBuilds(connection, logger);
  const { server, stop } = await build({ config, connection, logger, registry });
  const drain = createDrain(server, config.DRAIN_MS);
  const serviceUrl = await listen(server, { host: config.HOST, port: config.PORT });
  isReady = () => !drain.draining && connection.readyState === mongoose.STATES.connected;
  logger.info({ url: serviceUrl, adminUrl }, 'listening');
  return {
    url: serviceUrl,
    adminUrl,
    drainMs: config.DRAIN_MS,
    async stop() {
      await drain.close();
      await stop?.();
      await admin.close();
      await connection.close();
      await telemetry.close();
    },
  };
}
