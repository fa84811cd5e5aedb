import { port, readConfig, url, type Environment } from '@supergraph/service-kit/config';
import { z } from 'zod';

const variables = z.object({
  /** What the services run as. `production` has neither explorer nor introspection. */
  NODE_ENV: z.string().default('development'),
  PORT: port(4000),
  PRODUCTS_PORT: port(4001),
  ORDERS_PORT: port(4002),
  USERS_PORT: port(4003),
  /** The folder of the database, the keys and the logs. */
  DATA_DIR: z.string().default('.data'),
  /** A MongoDB to use instead of the embedded one. Its path, if any, begins the databases' names. */
  MONGODB_URI: url('mongodb:', 'mongodb+srv:').optional(),
  /** Set by npm for what it runs. */
  npm_lifecycle_event: z.string().optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
});

export type LocalConfig = z.infer<typeof variables>;

/** What `npm start` reads. @throws StartError that names every bad variable */
export function readLocalConfig(environment?: Environment): LocalConfig {
  return readConfig(variables, environment);
}

/** What the services get of our own environment: all of it but what is ours or differs from service to service. */
export function inheritedEnvironment(): Record<string, string> {
  const own = new Set([...Object.keys(variables.shape), 'ADMIN_PORT', 'HOST', 'NODE_CHANNEL_FD']);
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !own.has(entry[0]),
  );
  return Object.fromEntries(entries.filter(([name]) => !/^(VITEST|npm_)/.test(name)));
}
