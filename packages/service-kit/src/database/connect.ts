import mongoose, { type Connection } from 'mongoose';
import type { Registry } from 'prom-client';
import type { Logger } from '../logger.js';
import { StartError } from '../start-error.js';
import { isRecording } from '../telemetry/span.js';
import { traceCommands } from '../telemetry/trace-commands.js';
import { measureCommands, measurePool } from './metrics.js';
import { limitCommands } from './time-limits.js';

export interface DatabaseOptions {
  /** A MongoDB connection string that names the database. */
  readonly uri: string;
  readonly logger: Logger;
  readonly registry: Registry;
  /** The maximum time the server may work on one command, in milliseconds. Default: no limit. */
  readonly maxTimeMs?: number | undefined;
  /**
   * The maximum time the server may take to answer a check or to accept a connection, in milliseconds. When the server is
   * frozen, the driver then ends the commands that wait for it. Default: two seconds.
   */
  readonly aliveWithinMs?: number;
}

// Stock Mongoose takes `{ $ne: null }` in a caller's argument for an operator, turns an array into `$in`, and drops
// conditions on unknown fields, so that the filter matches more. Our own operators are marked with
// `mongoose.trusted()`.
mongoose.set('sanitizeFilter', true);
mongoose.set('strictQuery', 'throw');
mongoose.set('autoIndex', false);
// Mongoose would hold a command for 10 s while the driver knows that no server answers: each request of an outage.
mongoose.set('bufferTimeoutMS', 2_000);

/** How long a command waits for a server before it fails, in milliseconds. */
const SERVER_SELECTION_MS = 5_000;

/** How often the driver checks the server, in milliseconds. */
const HEARTBEAT_MS = 1_000;

/** A MongoDB that is only busy with a long index build still answers checks, so its commands continue. */
const ALIVE_WITHIN_MS = 2_000;

/**
 * The fields of a reply with a cursor's documents. For its monitoring events the driver decodes the whole reply, and the
 * cursor then decodes the documents once more. As raw fields, they are decoded once, by the cursor.
 */
const BATCHES = { firstBatch: true, nextBatch: true };

/** How long a command waits for a free connection, in milliseconds. */
const POOL_WAIT_MS = 5_000;

/**
 * Connects to the service's own database. With `maxTimeMs` every command is limited: at the server, also while a write
 * waits for its majority, and `aliveWithinMs` later at the socket, which covers commits of transactions and the rest of a cursor.
 *
 * @throws StartError when the server does not answer
 */
export async function connectDatabase({
  uri,
  logger,
  registry,
  maxTimeMs,
  aliveWithinMs = ALIVE_WITHIN_MS,
}: DatabaseOptions): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: SERVER_SELECTION_MS,
    monitorCommands: true,
    fieldsAsRaw: BATCHES,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    connectTimeoutMS: aliveWithinMs,
    waitQueueTimeoutMS: POOL_WAIT_MS,
    maxPoolSize: 50,
    ...(maxTimeMs !== undefined && { socketTimeoutMS: maxTimeMs + aliveWithinMs }),
    // Without a limit a write would wait for as long as no majority of a replica set is there.
    writeConcern: { w: 'majority', ...(maxTimeMs !== undefined && { wtimeoutMS: maxTimeMs }) },
  });
  const client = connection.getClient();
  measurePool(client, registry);
  connection.on('error', (error: unknown) => logger.error({ err: error }, 'database connection failed'));
  try {
    await connection.asPromise();
  } catch (error) {
    await connection.destroy().catch(() => undefined);
    throw new StartError(
      `no MongoDB answers at ${withoutCredentials(uri)}: check MONGODB_URI and the server`,
      error,
    );
  }
  if (maxTimeMs !== undefined) limitCommands(connection, maxTimeMs);
  measureCommands(client, registry);
  if (isRecording()) traceCommands(connection);
  return connection;
}

function withoutCredentials(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//');
}
