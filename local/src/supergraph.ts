import { databaseProgram } from './database.js';
import { openDataDir } from './data-dir.js';
import { importNorthwind } from './import/import-northwind.js';
import { createMarker } from './import/marker.js';
import type { Supergraph, SupergraphOptions } from './options.js';
import { choosePorts, type Ports } from './ports.js';
import { awaitPredecessor, leaveNote } from './predecessor.js';
import { embeddedUri, inheritedBy, prepare } from './prepare.js';
import { createProcessGroup, type ProcessGroup } from './processes/group.js';
import { createRoster, type Roster } from './roster.js';
import { graphqlUrl, serviceProgram, services, type Surroundings } from './services.js';

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
