import { join } from 'node:path';
import { inheritedEnvironment } from './config.js';
import { databaseProgram, databaseUri } from './database.js';
import { openDataDir } from './dataDir.js';
import { importNorthwind } from './import/importNorthwind.js';
import { createMarker } from './import/marker.js';
import { makePrivateDir, readEnvelopeSecrets, type EnvelopeSecrets } from './keys.js';
import { choosePorts, type Ports } from './ports.js';
import { awaitPredecessor, leaveNote } from './predecessor.js';
import { createProcessGroup, type ProcessGroup } from './processes/group.js';
import { createRoster, type Member, type Roster } from './roster.js';
import {
  graphqlUrl,
  serviceProgram,
  services,
  type ServiceName,
  type Surroundings,
  type Variables,
} from './services.js';
import { makeSigningKeys } from './signingKeys.js';

export interface SupergraphOptions {
  /** Ports of 127.0.0.1. Those that are not given, or 0, are free ones. */
  readonly ports?: Partial<Record<ServiceName, number>>;
  /** Where the database, keys and logs are kept. Default: a temporary folder that `stop` removes. */
  readonly dataDir?: string;
  /** A MongoDB to use instead of the embedded one; a path in it begins the databases' names. */
  readonly mongoUri?: string;
  /** Whether Northwind and the demo accounts are imported, unless they are there. Default true. */
  readonly seed?: boolean;
  /** What the services run as. Default `production`. */
  readonly nodeEnv?: string;
  readonly logLevel?: string;
  /** Flags of Node for every process. */
  readonly nodeFlags?: readonly string[];
  /** Variables on top, for all services or for one. */
  readonly env?: Partial<Record<ServiceName | 'all', Variables>>;
  /** Told what is going on, one line a step. */
  readonly report?: (line: string) => void;
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
  pids(): Partial<Record<Member, number>>;
  /** Ends a process at once, as a crash would. */
  kill(name: Member): Promise<void>;
  /** Ends a process if it runs, and starts it at the same place, with other variables on top if any are given. */
  restart(name: Member, variables?: Variables): Promise<void>;
  /** Resolves with the name of the first process that ends without having been asked to. */
  readonly failed: Promise<Member>;
  /** Ends everything. */
  stop(): Promise<void>;
}

/** Starts the whole supergraph on this machine, each service as a process of its own. */
export async function startSupergraph(options: SupergraphOptions = {}): Promise<Supergraph> {
  const ports = await choosePorts(options.ports ?? {});
  const dataDir = await openDataDir(options.dataDir);
  const group = createProcessGroup(options.nodeFlags);
  const abandon = () => void group.end();
  options.signal?.addEventListener('abort', abandon, { once: true });
  try {
    const stack = await startIn(dataDir.path, ports, group, options);
    const stop = async () => {
      await stack.stop();
      await group.end();
      await dataDir.dispose();
    };
    return { ...stack, stop };
  } catch (error) {
    await group.end();
    await dataDir.dispose();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abandon);
  }
}

async function startIn(
  dataDir: string,
  ports: Ports,
  group: ProcessGroup,
  options: SupergraphOptions,
): Promise<Supergraph> {
  const roster = createRoster(group);
  const [surroundings] = await Promise.all([
    prepare(dataDir, ports, group, options),
    options.mongoUri === undefined ? startDatabase(roster, dataDir, ports, options) : undefined,
  ]);
  const { inherited, databaseUri: uriOf } = surroundings;
  const report = options.report ?? (() => undefined);
  const marker = createMarker(dataDir, options.mongoUri ?? 'embedded');
  if (options.seed !== false && !(await marker.isSet())) {
    await importNorthwind({ group, dataDir, inherited, databaseUri: uriOf, report });
    await marker.set();
  }
  report('starting products, orders, users and the router');
  await Promise.all(services.map((name) => roster.start(name, serviceProgram(name, surroundings))));
  return describe(roster, surroundings, options.mongoUri ?? embeddedUri(ports));
}

async function startDatabase(
  roster: Roster,
  dataDir: string,
  ports: Ports,
  options: SupergraphOptions,
): Promise<void> {
  await awaitPredecessor(dataDir);
  await roster.start('mongo', databaseProgram(dataDir, ports.database, inheritedBy(options)));
  await leaveNote(dataDir, roster.pids().mongo ?? 0);
}

/** The variables that all processes get. */
function inheritedBy(options: SupergraphOptions): Variables {
  return {
    // A service on one machine has no load balancer that must notice its end.
    DRAIN_MS: '0',
    ...inheritedEnvironment(),
    APOLLO_TELEMETRY_DISABLED: '1',
    NODE_ENV: options.nodeEnv ?? 'production',
    LOG_LEVEL: options.logLevel ?? 'info',
  };
}

async function prepare(
  dataDir: string,
  ports: Ports,
  group: ProcessGroup,
  options: SupergraphOptions,
): Promise<Surroundings> {
  const keysDir = join(dataDir, 'keys');
  await makePrivateDir(keysDir);
  const inherited = inheritedBy(options);
  return {
    inherited,
    dataDir,
    ports: ports.services,
    adminPorts: ports.admin,
    secrets: await readEnvelopeSecrets(keysDir),
    signingKeysFile: await makeSigningKeys(group, { keysDir, dataDir, inherited }),
    databaseUri: (name) => databaseUri(options.mongoUri ?? embeddedUri(ports), name),
    overrides: options.env ?? {},
  };
}

function describe(roster: Roster, surroundings: Surroundings, mongoUri: string): Supergraph {
  const { ports, adminPorts } = surroundings;
  return {
    url: graphqlUrl(ports.router),
    urls: {
      router: graphqlUrl(ports.router),
      products: graphqlUrl(ports.products),
      orders: graphqlUrl(ports.orders),
      users: graphqlUrl(ports.users),
    },
    adminUrls: {
      router: `http://127.0.0.1:${adminPorts.router}`,
      products: `http://127.0.0.1:${adminPorts.products}`,
      orders: `http://127.0.0.1:${adminPorts.orders}`,
      users: `http://127.0.0.1:${adminPorts.users}`,
    },
    mongoUri,
    databaseUri: surroundings.databaseUri,
    dataDir: surroundings.dataDir,
    envelopeSecrets: surroundings.secrets,
    pids: () => roster.pids(),
    kill: (name) => roster.kill(name),
    restart: (name, variables = {}) => roster.restart(name, variables),
    failed: roster.failed,
    async stop() {
      // Clients first, the database last: nobody loses what it stands on while it is answering.
      await roster.stop('router');
      await Promise.all([roster.stop('orders'), roster.stop('products'), roster.stop('users')]);
      await roster.stop('mongo');
    },
  };
}

function embeddedUri(ports: Ports): string {
  return `mongodb://127.0.0.1:${ports.database}`;
}
