import { join, resolve } from 'node:path';
import { keyRing, type EnvelopeSecrets } from './keys.js';
import type { Program } from './processes/child.js';

/** The services clients and operators know, in the order in which they can start. */
export const services = ['products', 'users', 'orders', 'router'] as const;
export type ServiceName = (typeof services)[number];

/** Variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** Everything that the services of one stack are told. */
export interface Surroundings {
  readonly inherited: Variables;
  readonly dataDir: string;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly adminPorts: Readonly<Record<ServiceName, number>>;
  readonly secrets: EnvelopeSecrets;
  /** The users' signing keys. */
  readonly signingKeysFile: string;
  readonly databaseUri: (name: string) => string;
  /** Variables on top, for every service or for one. */
  readonly overrides: Partial<Record<ServiceName | 'all', Variables>>;
}

/** Tokens name their issuer, and outlive a change of ports. */
const ISSUER = 'https://users.supergraph.local';
const AUDIENCE = 'supergraph';

/** The root of the repository, from `src` and from `dist`. */
export const repository = resolve(import.meta.dirname, '../..');

const folders: Readonly<Record<ServiceName, string>> = {
  products: 'subgraphs/products',
  users: 'subgraphs/users',
  orders: 'subgraphs/orders',
  router: 'router',
};

/** The built entry of a workspace. */
export function builtFile(workspace: string, file: string): string {
  return join(repository, workspace, 'dist', file);
}

/** Where a service answers GraphQL. */
export function graphqlUrl(port: number): string {
  return `http://127.0.0.1:${port}/graphql`;
}

/** A service as the program to start. */
export function serviceProgram(name: ServiceName, surroundings: Surroundings): Program {
  return {
    name,
    entry: builtFile(folders[name], 'main.js'),
    logFile: join(surroundings.dataDir, 'logs', `${name}.log`),
    env: {
      ...surroundings.inherited,
      PORT: String(surroundings.ports[name]),
      ADMIN_PORT: String(surroundings.adminPorts[name]),
      ...variablesOf[name](surroundings),
      ...surroundings.overrides.all,
      ...surroundings.overrides[name],
    },
  };
}

const variablesOf: Readonly<Record<ServiceName, (surroundings: Surroundings) => Variables>> = {
  products: ({ secrets, databaseUri }) => ({
    MONGODB_URI: databaseUri('products'),
    ENVELOPE_KEYS_IN: [
      keyRing('router', secrets['router-products']),
      keyRing('orders', secrets['orders-products']),
    ].join(','),
  }),
  orders: ({ secrets, databaseUri, ports }) => ({
    MONGODB_URI: databaseUri('orders'),
    PRODUCTS_URL: graphqlUrl(ports.products),
    ENVELOPE_KEYS_IN: keyRing('router', secrets['router-orders']),
    ENVELOPE_KEYS_OUT: keyRing('products', secrets['orders-products']),
  }),
  users: ({ secrets, databaseUri, signingKeysFile }) => ({
    MONGODB_URI: databaseUri('users'),
    ENVELOPE_KEYS_IN: keyRing('router', secrets['router-users']),
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    JWT_PRIVATE_KEYS_FILE: signingKeysFile,
  }),
  router: ({ secrets, ports }) => ({
    SUPERGRAPH_PATH: join(repository, 'schema/supergraph.graphql'),
    SUBGRAPH_URLS: (['products', 'orders', 'users'] as const)
      .map((name) => `${name}=${graphqlUrl(ports[name])}`)
      .join(','),
    ENVELOPE_KEYS_OUT: [
      keyRing('products', secrets['router-products']),
      keyRing('orders', secrets['router-orders']),
      keyRing('users', secrets['router-users']),
    ].join(','),
    JWT_JWKS_URL: `http://127.0.0.1:${ports.users}/.well-known/jwks.json`,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
  }),
};
