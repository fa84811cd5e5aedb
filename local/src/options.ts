import type { LocalMail } from './processes/message.js';
import type { EnvelopeSecrets } from './services/envelope-secrets.js';
import type { ServiceName } from './services/names.js';
import type { Variables } from './services/program.js';

/** A process of the stack. */
export type ProcessName = ServiceName | 'mongo';

export interface SupergraphOptions {
  /** Ports on 127.0.0.1. A free port is chosen for a service without a port or with port 0. */
  readonly ports?: Partial<Record<ServiceName, number>>;
  /** The folder of the database, keys and logs. Default: a temporary folder that `stop` removes. */
  readonly dataDir?: string;
  /**
   * A MongoDB server to use instead of the embedded one. A path in the URI becomes the prefix of the databases' names.
   */
  readonly mongoUri?: string;
  /** Whether to import Northwind and the demo accounts unless they have been imported already. Default true. */
  readonly seed?: boolean;
  /** The NODE_ENV of the services. Default `production`. */
  readonly nodeEnv?: string;
  readonly logLevel?: string;
  /** Node's command-line flags for every process. */
  readonly nodeFlags?: readonly string[];
  /** Additional variables, for all services or for one. They override the defaults. */
  readonly env?: Partial<Record<ServiceName | 'all', Variables>>;
  /** Receives one line of progress for each step. */
  readonly report?: (line: string) => void;
  /** Receives each mail that the services send, unless MAIL_URL names a mail server. */
  readonly onMail?: (mail: LocalMail) => void;
  /** Aborting it before the start is complete ends everything that was started. */
  readonly signal?: AbortSignal;
}

/** A running supergraph. */
export interface Supergraph {
  /** The router's GraphQL endpoint. */
  readonly url: string;
  /** Each service's GraphQL endpoint. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** The base URL of each service's health and metrics: `${adminUrls.orders}/metrics`. */
  readonly adminUrls: Readonly<Record<ServiceName, string>>;
  /** The URI of the database server. */
  readonly mongoUri: string;
  /** The URI of a subgraph's own database. */
  databaseUri(subgraph: string): string;
  /** The folder of the database, `keys/` and `logs/<service>.log`. */
  readonly dataDir: string;
  /** The keys that sign envelopes. */
  readonly envelopeSecrets: EnvelopeSecrets;
  /** The variables of a service's process, for another process of the same service. */
  environmentOf(name: ServiceName): Variables;
  /** The process ids of all running processes. */
  pids(): Partial<Record<ProcessName, number>>;
  /** Kills a process, as a crash would. */
  kill(name: ProcessName): Promise<void>;
  /**
   * Stops a process if it runs, and starts it again on the same port. The variables are added to those of its first
   * start.
   */
  restart(name: ProcessName, variables?: Variables): Promise<void>;
  /** Resolves with the name of the first process that ends unexpectedly. */
  readonly failed: Promise<ProcessName>;
  /** Stops all processes. */
  stop(): Promise<void>;
}
