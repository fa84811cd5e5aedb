import { repositorySubgraphs } from '@supergraph/schema/subgraphs';
import { port, readConfig, url, type Environment } from '@supergraph/service-kit/config';
import { StartError } from '@supergraph/service-kit/start-error';
import { z } from 'zod';
import { forEachService, portVariable, serviceNames, type ServiceName } from './services/names.js';

export const localVariables = z.object({
  /** The mode of the services. `production` turns off the explorer and introspection. */
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
    .default('development'),
  /** The folder of the database, the keys and the logs. */
  DATA_DIR: z.string().default('.data'),
  /**
   * A MongoDB server to use instead of the embedded one. A path in the URI becomes the prefix of the databases' names.
   */
  MONGODB_URI: url('mongodb:', 'mongodb+srv:').optional(),
  /** The npm script that runs, set by npm. */
  npm_lifecycle_event: z.string().optional(),
  /** The least severe entries that are logged. The security log is always written. */
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
});

const ROUTER_PORT = 4000;

export type LocalConfig = z.infer<typeof localVariables> & {
  readonly ports: Readonly<Record<ServiceName, number>>;
};

/** Reads the variables of `npm start`. @throws StartError that names every invalid variable */
export function readLocalConfig(environment?: Environment): LocalConfig {
  const ports = forEachService((name) => port(defaultPort(name)));
  const portVariables = Object.fromEntries(
    Object.entries(ports).map(([name, value]) => [portVariable(name as ServiceName), value]),
  );
  const values = readConfig(z.object({ ...localVariables.shape, ...portVariables }), environment);
  return {
    ...localVariables.parse(values),
    ports: withoutConflict(
      forEachService((name) => Number((values as Record<string, unknown>)[portVariable(name)])),
    ),
  };
}

/** @throws StartError when two services have the same port; 0 chooses a free one and may be repeated */
function withoutConflict(ports: LocalConfig['ports']): LocalConfig['ports'] {
  for (const [index, name] of serviceNames().entries()) {
    const other = serviceNames().find((each, at) => at > index && ports[each] === ports[name]);
    if (ports[name] === 0 || other === undefined) continue;
    const variables = `${portVariable(name)} and ${portVariable(other)}`;
    throw new StartError(`${variables} are both ${ports[name]}: set one of them to another port`);
  }
  return ports;
}

/** The default port of a subgraph is the port of its URL in the list of subgraphs. */
function defaultPort(name: ServiceName): number {
  return name === 'router' ? ROUTER_PORT : Number(new URL(repositorySubgraphs()[name].url).port);
}

/**
 * The variables of this process that every service inherits: all except the variables of `npm start` itself and those
 * that differ from service to service.
 */
export function inheritedEnvironment(): Record<string, string> {
  const own = new Set([
    ...Object.keys(localVariables.shape),
    ...Object.values(forEachService(portVariable)),
    'ADMIN_PORT',
    'HOST',
    'NODE_CHANNEL_FD',
  ]);
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !own.has(entry[0]),
  );
  return Object.fromEntries(entries.filter(([name]) => !/^(VITEST|npm_)/.test(name)));
}
