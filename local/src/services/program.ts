import { join, resolve } from 'node:path';
import type { SubgraphName } from '@supergraph/schema/subgraphs';
import { DEMO_PASSWORD } from '../northwind/accounts.js';
import type { Program } from '../processes/child.js';
import { keysIn, keysOut, receiversOf, type EnvelopeSecrets } from './envelope-secrets.js';
import { inVariables, type ServiceName } from './names.js';

/** Variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** The values from which the services' variables are built. */
export interface StackConfig {
  /** Variables that the user set, inherited by all services. */
  readonly inherited: Variables;
  readonly dataDir: string;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly adminPorts: Readonly<Record<ServiceName, number>>;
  readonly secrets: EnvelopeSecrets;
  /** The file of the keys with which the users subgraph signs access tokens. */
  readonly signingKeysFile: string;
  readonly databaseUri: (name: string) => string;
  /** Variables that override all others, for every service or for one. */
  readonly overrides: Partial<Record<ServiceName | 'all', Variables>>;
}

/** The root of the repository, for both `src` and `dist`. */
export const repository = resolve(import.meta.dirname, '../../..');

/** The path of a built file of a workspace. */
export function builtFile(workspace: string, file: string): string {
  return join(repository, workspace, 'dist', file);
}

/** The URL of a service's GraphQL endpoint. */
export function graphqlUrl(port: number): string {
  return `http://127.0.0.1:${port}/graphql`;
}

/** The program that runs a service. */
export function serviceProgram(name: ServiceName, config: StackConfig): Program {
  return {
    name,
    entry: builtFile(name === 'router' ? name : `subgraphs/${name}`, 'main.js'),
    logFile: join(config.dataDir, 'logs', `${name}.log`),
    env: {
      ...defaults(name, config),
      ...config.inherited,
      PORT: String(config.ports[name]),
      ADMIN_PORT: String(config.adminPorts[name]),
      ...(name === 'router' ? routerVariables(config) : subgraphVariables(name, config)),
      ...config.overrides.all,
      ...config.overrides[name],
    },
  };
}

const demoAccounts = ['customer', 'staff', 'admin']
  .map((name) => `${name}@demo.shop:${DEMO_PASSWORD}`)
  .join(',');

/** Mail is printed instead of sent. Its links lead to the storefront's page. */
const mail = {
  MAIL_URL: 'console://',
  MAIL_FROM: 'Supergraph <shop@supergraph.local>',
  PASSWORD_RESET_URL: 'http://127.0.0.1:5173/reset-password',
};

/**
 * Defaults that the user's own variables replace, for example with another token issuer. The issuer's name does not
 * contain a port, so it stays the same when ports change.
 */
function defaults(name: ServiceName, { ports, signingKeysFile, inherited }: StackConfig): Variables {
  const token = { JWT_ISSUER: 'https://users.supergraph.local', JWT_AUDIENCE: 'supergraph' };
  if (name === 'users') return { ...token, JWT_PRIVATE_KEYS_FILE: signingKeysFile, ...mail };
  if (name !== 'router') return {};
  const published = `http://127.0.0.1:${ports.users}/.well-known`;
  return {
    ...token,
    JWT_JWKS_URL: `${published}/jwks.json`,
    // Only for the issuer of this stack: the URL of another issuer's revocation list is unknown.
    ...(inherited.JWT_JWKS_URL === undefined && { JWT_REVOCATIONS_URL: `${published}/revocations` }),
    SUPERGRAPH_PATH: join(repository, 'schema/supergraph.graphql'),
    ...(inherited.NODE_ENV === 'development' && { EXPLORER_ACCOUNTS: demoAccounts }),
  };
}

function routerVariables({ secrets, ports }: StackConfig): Variables {
  const urls = receiversOf('router').map((name) => `${name}=${graphqlUrl(ports[name])}`);
  return { SUBGRAPH_URLS: urls.join(','), ENVELOPE_KEYS_OUT: keysOut('router', secrets) };
}

function subgraphVariables(name: SubgraphName, { secrets, ports, databaseUri }: StackConfig): Variables {
  const called = receiversOf(name);
  return {
    MONGODB_URI: databaseUri(name),
    ENVELOPE_KEYS_IN: keysIn(name, secrets),
    ...(called.length === 0 ? {} : { ENVELOPE_KEYS_OUT: keysOut(name, secrets) }),
    ...Object.fromEntries(called.map((each) => [`${inVariables(each)}_URL`, graphqlUrl(ports[each])])),
  };
}
