import { join, resolve } from 'node:path';
import { StartError } from '@supergraph/service-kit/start-error';
import { openDataDir } from './data-dir.js';
import { importNorthwind } from './northwind/import.js';
import { createMarker } from './northwind/import-marker.js';
import type { ProcessName, Supergraph, SupergraphOptions } from './options.js';
import { createProcessGroup, type ProcessGroup } from './processes/group.js';
import { awaitPreviousProcess, writePidFile } from './processes/pid-file.js';
import { createSupervisor, type Supervisor } from './processes/supervisor.js';
import { describeRunning, findRunning, markRunning } from './running.js';
import { databaseProgram, embeddedUri, explainDatabaseFailure } from './services/database.js';
import { forEachService, serviceNames } from './services/names.js';
import { choosePorts, type Ports } from './services/ports.js';
import { graphqlUrl, serviceProgram, type StackConfig } from './services/program.js';
import { inheritedBy, makeStackConfig } from './services/stack-config.js';

/** Starts the whole supergraph on this machine, each service in a process of its own. */
export async function startSupergraph(options: SupergraphOptions = {}): Promise<Supergraph> {
  const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
  const other = dataDir === undefined ? undefined : await findRunning(dataDir);
  try {
    return await startStack(options);
  } catch (error) {
    if (dataDir === undefined || other === undefined || other.pid === process.pid) throw error;
    // A second start fails at a port or at the database of the first.
    const message = error instanceof Error ? error.message : String(error);
    throw new StartError(`${message}. Probably ${describeRunning(dataDir, other)}`, error);
  }
}

async function startStack(options: SupergraphOptions): Promise<Supergraph> {
  const ports = await choosePorts(options.ports ?? {});
  const dataDir = await openDataDir(options.dataDir);
  const unmark = await markRunning(dataDir.path);
  const group = createProcessGroup(options.nodeFlags, options.onMail);
  const abandon = () => void group.end();
  const close = async () => {
    await group.end();
    await unmark();
    await dataDir.dispose();
  };
  options.signal?.addEventListener('abort', abandon, { once: true });
  try {
    const stack = await startIn(dataDir.path, ports, group, options);
    const stop = async () => {
      await stack.stop();
      await close();
    };
    return { ...stack, stop };
  } catch (error) {
    await close();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abandon);
  }
}

/** Imports Northwind and the demo accounts into a data folder, without starting the services. */
export async function importInto(dataDir: string): Promise<void> {
  const group = createProcessGroup();
  try {
    const { path } = await openDataDir(dataDir);
    await openDatabase(createSupervisor(group), path, await choosePorts({}), group, {});
  } finally {
    await group.end();
  }
}

async function startIn(
  dataDir: string,
  ports: Ports,
  group: ProcessGroup,
  options: SupergraphOptions,
): Promise<Supergraph> {
  const supervisor = createSupervisor<ProcessName>(group);
  const config = await openDatabase(supervisor, dataDir, ports, group, options);
  options.report?.(`starting ${serviceNames().join(', ')}`);
  await Promise.all(serviceNames().map((name) => supervisor.start(name, serviceProgram(name, config))));
  return describe(supervisor, config, options.mongoUri ?? embeddedUri(dataDir, ports.database));
}

/** Starts the database and fills it, unless that is not wanted or was done before. */
async function openDatabase(
  supervisor: Supervisor<ProcessName>,
  dataDir: string,
  ports: Ports,
  group: ProcessGroup,
  options: SupergraphOptions,
): Promise<StackConfig> {
  const [config] = await Promise.all([
    makeStackConfig(dataDir, ports, group, options),
    options.mongoUri === undefined ? startDatabase(supervisor, dataDir, ports, options) : undefined,
  ]);
  const { inherited, databaseUri } = config;
  const report = options.report ?? (() => undefined);
  const marker = createMarker(dataDir, options.mongoUri ?? 'embedded');
  if (options.seed !== false && !(await marker.isSet())) {
    await importNorthwind({ group, dataDir, inherited, databaseUri, report });
    await marker.set();
  }
  return config;
}

async function startDatabase(
  supervisor: Supervisor<ProcessName>,
  dataDir: string,
  ports: Ports,
  options: SupergraphOptions,
): Promise<void> {
  const pidFile = join(dataDir, 'mongo.pid');
  await awaitPreviousProcess(pidFile);
  try {
    await supervisor.start('mongo', databaseProgram(dataDir, ports.database, inheritedBy(options)));
  } catch (error) {
    throw explainDatabaseFailure(error);
  }
  await writePidFile(pidFile, supervisor.pids().mongo ?? 0);
}

function describe(supervisor: Supervisor<ProcessName>, config: StackConfig, mongoUri: string): Supergraph {
  const { ports, adminPorts, databaseUri, dataDir, secrets } = config;
  return {
    url: graphqlUrl(ports.router),
    urls: forEachService((name) => graphqlUrl(ports[name])),
    adminUrls: forEachService((name) => `http://127.0.0.1:${adminPorts[name]}`),
    mongoUri,
    databaseUri,
    dataDir,
    envelopeSecrets: secrets,
    environmentOf: (name) => serviceProgram(name, config).env,
    pids: () => supervisor.pids(),
    kill: (name) => supervisor.kill(name),
    restart: (name, variables = {}) => supervisor.restart(name, variables),
    failed: supervisor.failed,
    async stop() {
      // Callers stop before the services they call, so that no running process calls a stopped one.
      await supervisor.stop('router');
      const subgraphs = serviceNames().filter((name) => name !== 'router');
      await Promise.all(subgraphs.map((name) => supervisor.stop(name)));
      await supervisor.stop('mongo');
    },
  };
}
