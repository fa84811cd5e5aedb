import type { LocalMail } from './processes/message.js';
import type { EnvelopeSecrets } from './services/envelope-secrets.js';
import type { ServiceName } from './services/names.js';
import type { Variables } from './services/program.js';

/** A process of the stack. */
export type ProcessName = ServiceName | 'mongo';

export interface SupergraphOptions {
  /** Ports of 127.0.0.1. Those that are not given, or 0, are free ones. */
  readonly ports?: Partial<Record<ServiceName, number>>;
  /** Where the database, keys and logs are kept. Default: a temporary folder that `stop` removes. */
  readonly dataDir?: string;
  /** A MongoDB to use instead of the embedded one; a path in it begins the databases' names. */
  readonly mongoUri?: string;
  /** Whether Northwind and the demo accounts are imported, unless they are there. Default true. */
  readonly seed?: boolean;
  /** The services' NODE_ENV. Default `production`. */
  readonly nodeEnv?: string;
  readonly logLevel?: string;
  /** Flags of Node for every process. */
  readonly nodeFlags?: readonly string[];
  /** Variables on top, for all services or for one. */
  readonly env?: Partial<Record<ServiceName | 'all', Variables>>;
  /** Told what is going on, one line a step. */
  readonly report?: (line: string) => void;
  /** Told each mail that the services would send, unless MAIL_URL names a mail server. */
  readonly onMail?: (mail: LocalMail) => void;
  /** Ends everything that was started, when it is aborted before the start is over. */
  readonly signal?: AbortSignal;
}

/** The whole supergraph, running. */
export interface Supergraph {
  /** The router's GraphQL endpoint. */
  readonly url: string;
  /** Each service's GraphQL endpoint. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Where each service's health and metrics are: `${adminUrls.orders}/metrics`. */
  readonly adminUrls: Readonly<Record<ServiceName, string>>;
  /** The database server. */
  readonly mongoUri: string;
  /** The address of a subgraph's own database. */
  databaseUri(subgraph: string): string;
  /** Holds the database, `keys/` and `logs/<service>.log`. */
  readonly dataDir: string;
  /** The secrets that envelopes are signed with. */
  readonly envelopeSecrets: EnvelopeSecrets;
  /** The process ids of all that run now. */
  pids(): Partial<Record<ProcessName, number>>;
  /** Ends a process at once, as a crash would. */
  kill(name: ProcessName): Promise<void>;
  /** Ends a process if it runs, and starts it at the same place, with other variables on top if any are given. */
  restart(name: ProcessName, variables?: Variables): Promise<void>;
  /** Resolves with the name of the first process that ends without having been asked to. */
  readonly failed: Promise<ProcessName>;
  /** Ends everything. */
  stop(): Promise<void>;
}
