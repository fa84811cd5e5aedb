import mongoose, { type Connection } from 'mongoose';
import { Counter, type Registry } from 'prom-client';
import type { Logger } from '../logger.js';
import { StartError } from '../start-error.js';
import { isRecording } from '../telemetry/span.js';
import { traceCommands } from '../telemetry/trace-commands.js';

export interface DatabaseOptions {
  /** A MongoDB connection string that names the database. */
  readonly uri: string;
  readonly logger: Logger;
  readonly registry: Registry;
  /** The maximum time the server may work on one query or aggregation, in milliseconds. Default: no limit. */
  readonly maxTimeMs?: number | undefined;
}

// Stock Mongoose takes `{ $ne: null }` in a caller's argument for an operator, turns an array into `$in`, and drops
// conditions on unknown fields, so that the filter matches more. Our own operators are marked with
// `mongoose.trusted()`.
mongoose.set('sanitizeFilter', true);
mongoose.set('strictQuery', 'throw');
mongoose.set('autoIndex', false);

/** How long a command waits for a server before it fails, in milliseconds. */
const SERVER_SELECTION_MS = 5_000;

/** How often the driver checks the server, in milliseconds. */
const HEARTBEAT_MS = 2_000;

/**
 * The maximum time the server may take to answer this check or to accept a connection, in milliseconds. When the server
 * is frozen, the driver then ends the commands that wait for it. A server that is only busy with a long index build
 * still answers the check, so its commands continue.
 */
const ALIVE_WITHIN_MS = 2_000;

/** How long a command waits for a free connection, in milliseconds. */
const POOL_WAIT_MS = 5_000;

/**
 * Connects to the service's own database. The metric `mongodb_commands_total` counts commands by their origin: a
 * request, or the service itself ({@link BACKGROUND}).
 *
 * @throws StartError when the server does not answer
 */
export async function connectDatabase({
  uri,
  logger,
  registry,
  maxTimeMs,
}: DatabaseOptions): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: SERVER_SELECTION_MS,
    monitorCommands: true,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    connectTimeoutMS: ALIVE_WITHIN_MS,
    waitQueueTimeoutMS: POOL_WAIT_MS,
    maxPoolSize: 50,
    writeConcern: { w: 'majority' },
  });
  if (maxTimeMs !== undefined) connection.set('maxTimeMS', maxTimeMs);
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
  countCommands(connection, registry);
  if (isRecording()) traceCommands(connection);
  return connection;
}

/**
 * The comment of commands that belong to no request but to the service itself. It separates them in the metric and in
 * the database's own profile.
 */
export const BACKGROUND = 'background';

/** Internal commands of the driver. They are not part of a request's cost. */
const HOUSEKEEPING: ReadonlySet<string> = new Set(['hello', 'ping', 'endSessions', 'isMaster']);

function countCommands(connection: Connection, registry: Registry): void {
  const commands = new Counter({
    name: 'mongodb_commands_total',
    help: 'Commands sent to the database.',
    labelNames: ['command', 'origin'],
    registers: [registry],
  });
  connection.getClient().on('commandStarted', ({ commandName, command: { comment } }) => {
    const origin = comment === BACKGROUND ? 'background' : 'request';
    if (!HOUSEKEEPING.has(commandName)) commands.inc({ command: commandName, origin });
  });
}

function withoutCredentials(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//');
}
