import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { describe, expect, it } from 'vitest';
import type { EnvelopeSecrets } from './envelope-secrets.js';
import { forEachService } from './names.js';
import { serviceProgram, type StackConfig } from './program.js';

const PORTS = new Map(Object.entries({ router: 4000, products: 4001, orders: 4002, users: 4003 }));
const ports = forEachService((name) => PORTS.get(name) ?? 4999);

function config(inherited: Readonly<Record<string, string>> = {}): StackConfig {
  return {
    inherited,
    dataDir: '/data',
    ports,
    adminPorts: forEachService((name) => ports[name] + 1000),
    secrets: {
      ...Object.fromEntries(repositorySubgraphNames().map((name) => [`router-${name}`, 'more'])),
      'router-products': 'a',
      'router-orders': 'b',
      'router-users': 'c',
      'orders-products': 'd',
      'products-orders': 'e',
      'orders-users': 'f',
    } as Partial<EnvelopeSecrets> as EnvelopeSecrets,
    signingKeysFile: '/data/keys/users-signing.json',
    databaseUri: (name) => `mongodb://127.0.0.1/${name}`,
    overrides: {},
  };
}

describe("a service's variables", () => {
  it('have the keys of the pairs that the list of subgraphs lets talk', () => {
    expect(serviceProgram('products', config()).env).toMatchObject({
      ENVELOPE_KEYS_IN: 'router=local:a,orders=local:d',
      ENVELOPE_KEYS_OUT: 'orders=local:e',
      ORDERS_URL: 'http://127.0.0.1:4002/graphql',
    });
    expect(serviceProgram('orders', config()).env).toMatchObject({
      ENVELOPE_KEYS_IN: 'router=local:b,products=local:e',
      ENVELOPE_KEYS_OUT: 'products=local:d,users=local:f',
      PRODUCTS_URL: 'http://127.0.0.1:4001/graphql',
      USERS_URL: 'http://127.0.0.1:4003/graphql',
    });
    expect(serviceProgram('users', config()).env).not.toHaveProperty('ENVELOPE_KEYS_OUT');
    const keys = serviceProgram('router', config()).env.ENVELOPE_KEYS_OUT?.split(',').sort();
    expect(keys).toEqual(expect.arrayContaining(['orders=local:b', 'products=local:a', 'users=local:c']));
  });

  it("are the user's own where the user set them", () => {
    const issuer = {
      JWT_ISSUER: 'https://issuer.example',
      JWT_AUDIENCE: 'shop',
      JWT_JWKS_URL: 'https://issuer.example/jwks.json',
      CORS_ORIGINS: 'http://localhost:3000',
    };
    expect(serviceProgram('router', config(issuer)).env).toMatchObject(issuer);
    expect(serviceProgram('router', config(issuer)).env).not.toHaveProperty('JWT_REVOCATIONS_URL');
    expect(serviceProgram('router', config()).env).toMatchObject({
      JWT_REVOCATIONS_URL: 'http://127.0.0.1:4003/.well-known/revocations',
      JWT_ISSUER: 'https://users.supergraph.local',
      JWT_JWKS_URL: 'http://127.0.0.1:4003/.well-known/jwks.json',
    });
  });

  it('name the places of this stack, whatever the user set', () => {
    const { env } = serviceProgram(
      'router',
      config({ SUBGRAPH_URLS: 'products=http://elsewhere', PORT: '1' }),
    );
    expect(env.PORT).toBe('4000');
    expect(env.SUBGRAPH_URLS).toContain('products=http://127.0.0.1:4001/graphql');
  });
});
