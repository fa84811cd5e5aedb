import { createServer, type Server, type Socket } from 'node:net';
import { removeExpired } from './collection/ttl.js';
import { assertDatabaseName, assertNoTransaction, assertReadConcern } from './commands/arguments.js';
import { Cursors } from './commands/cursors.js';
import { assertKnownFields } from './commands/known-fields.js';
import { commandNamed } from './commands/registry.js';
import { Database } from './database.js';
import { MongoError } from './errors.js';
import { type Address, listenOn } from './listen.js';
import { serveConnection } from './protocol/connection.js';
import type { Request } from './protocol/message.js';
import type { Reply } from './protocol/reply.js';

/** The server's logger; a pino logger fits. */
export interface Logger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface EmbeddedMongoOptions extends Address {
  /** The data directory, created when missing. Only one server can use it at a time. */
  readonly dir: string;
  /**
   * Default true: a write is acknowledged when it is on disk. False is for tests: a write then survives a killed
   * process, but not a crash of the machine.
   */
  readonly sync?: boolean;
  readonly logger?: Logger;
  /** The interval of TTL deletions in seconds. Default 60, as in MongoDB. */
  readonly ttlSeconds?: number;
}

export interface EmbeddedMongo {
  /** `mongodb://host:port`, or the address of the Unix socket, without a database. */
  readonly uri: string;
  /** 0 for a Unix socket. */
  readonly port: number;
  /** Completes the running commands, then closes the connections and the files. */
  stop(): Promise<void>;
}

export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { dir } = options;
  const database = openDatabase(dir, options.sync);
  const service = new Service(database);
  const server = createServer((socket) => service.accept(socket));
  const { uri, port } = await listenOn(server, options).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const sweep = setInterval(
    () => {
      removeExpired(database).catch((error: unknown) =>
        options.logger?.error({ err: error }, 'expired documents not removed'),
      );
    },
    (options.ttlSeconds ?? 60) * 1000,
  );
  sweep.unref();
  options.logger?.info({ uri, dir }, 'embedded database ready');
  let stopped: Promise<void> | undefined;
  return {
    uri,
    port,
    stop: () => {
      clearInterval(sweep);
      return (stopped ??= service.stop(server));
    },
  };
}

function openDatabase(dir: string, sync?: boolean): Database {
  try {
    return new Database(dir, sync);
  } catch (error) {
    if (error instanceof MongoError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot open the data directory ${dir}: ${reason}`, { cause: error });
  }
}

class Service {
  readonly #database: Database;
  readonly #cursors = new Cursors();
  readonly #sockets = new Set<Socket>();
  readonly #running = new Set<Promise<unknown>>();
  #nextConnection = 1;

  constructor(database: Database) {
    this.#database = database;
  }

  accept(socket: Socket): void {
    const connectionId = this.#nextConnection++;
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    serveConnection(socket, (request) => this.#handle(request, connectionId));
  }

  #handle(request: Request, connectionId: number): Promise<Reply> | Reply {
    const { body } = request;
    const name = Object.keys(body)[0] ?? '';
    const db = body.$db;
    if (typeof db !== 'string' || db === '')
      throw new MongoError(40571, 'OP_MSG requests require a $db argument');
    assertDatabaseName(db);
    const command = commandNamed(name);
    assertKnownFields(name, body);
    assertNoTransaction(body);
    assertReadConcern(body);
    const reply = command({
      database: this.#database,
      cursors: this.#cursors,
      connectionId,
      name,
      db,
      body,
      request,
    });
    if (reply instanceof Promise) this.#track(reply);
    return reply;
  }

  #track(reply: Promise<unknown>): void {
    this.#running.add(reply);
    const done = (): void => void this.#running.delete(reply);
    reply.then(done, done);
  }

  async stop(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.allSettled(this.#running);
    for (const socket of this.#sockets) socket.destroySoon();
    await closed;
    await this.#database.close();
  }
}
