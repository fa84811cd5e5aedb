import { join } from 'node:path';
import { inheritedEnvironment } from '../config.js';
import type { SupergraphOptions } from '../options.js';
import type { ProcessGroup } from '../processes/group.js';
import { databaseUri, embeddedUri } from './database.js';
import { makePrivateDir, readEnvelopeSecrets } from './envelope-secrets.js';
import type { Ports } from './ports.js';
import type { StackConfig, Variables } from './program.js';
import { makeSigningKeys } from './signing-keys.js';

/** The variables that all processes inherit. */
export function inheritedBy(options: SupergraphOptions): Variables {
  return {
    // On one machine there is no load balancer that must notice a shutdown first.
    DRAIN_MS: '0',
    ...inheritedEnvironment(),
    APOLLO_TELEMETRY_DISABLED: '1',
    NODE_ENV: options.nodeEnv ?? 'production',
    LOG_LEVEL: options.logLevel ?? 'info',
  };
}

/** Reads or creates the keys, and collects the values from which the services' variables are built. */
export async function makeStackConfig(
  dataDir: string,
  ports: Ports,
  group: ProcessGroup,
  options: SupergraphOptions,
): Promise<StackConfig> {
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
    databaseUri: (name) => databaseUri(options.mongoUri ?? embeddedUri(dataDir, ports.database), name),
    overrides: options.env ?? {},
  };
}
