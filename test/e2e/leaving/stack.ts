import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { secret, signRequest, type Answer, type Asker } from '@supergraph/service-kit/testing';
import mongoose from 'mongoose';
import { createService, type Service } from '../../crash/service.js';
import { begin, freePorts, startDatabase } from '../../crash/stack.js';

const root = resolve(import.meta.dirname, '../../..');

export type Name = 'users' | 'orders';

/** Users and orders with their databases, without a router. Each service can be killed at any fault point. */
export interface Stack {
  readonly services: Readonly<Record<Name, Service>>;
  ask<Data>(name: Name, query: string, variables: object, as?: Asker): Promise<Answer<Data>>;
  /** All documents of both databases, as text. */
  dump(): Promise<string>;
  collection<Stored extends mongoose.mongo.Document>(
    name: Name,
    collection: string,
  ): mongoose.mongo.Collection<Stored>;
  stop(): Promise<void>;
}

/** Short, so that erasures finish within a test. */
const SOON = { ERASE_AFTER_S: '1', ERASE_AGAIN_AFTER_S: '2' };

export async function startStack(variables: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const database = await startDatabase();
  const suffix = randomUUID();
  const uris = { users: `${database.uri}/users-${suffix}`, orders: `${database.uri}/orders-${suffix}` };
  const [users, orders] = await freePorts(2);
  const ports = { users, orders };
  const url = (name: Name) => `http://127.0.0.1:${ports[name]}/graphql`;
  const common = { NODE_ENV: 'test', LOG_LEVEL: 'fatal', DRAIN_MS: '0', APOLLO_TELEMETRY_DISABLED: '1' };
  const serviceOf = (name: Name, env: Readonly<Record<string, string>>) =>
    createService({
      entry: join(root, `subgraphs/${name}/dist/testing/main-with-faults.js`),
      env: { ...common, ...SOON, ...variables, PORT: String(ports[name]), MONGODB_URI: uris[name], ...env },
    });
  const services = {
    users: serviceOf('users', {
      ENVELOPE_KEYS_IN: `router=k1:${secret},orders=k1:${secret}`,
      JWT_ISSUER: 'https://users.test',
      JWT_AUDIENCE: 'graph',
      JWT_PRIVATE_KEYS: generateKeyPairSync('rsa', { modulusLength: 2_048 })
        .privateKey.export({ format: 'pem', type: 'pkcs8' })
        .toString(),
      SIGN_UPS_PER_HOUR: '1000',
    }),
    orders: serviceOf('orders', {
      ENVELOPE_KEYS_IN: `router=k1:${secret}`,
      ENVELOPE_KEYS_OUT: `users=k1:${secret},products=k1:${secret}`,
      // No order is placed here, so nothing needs products.
      PRODUCTS_URL: 'http://127.0.0.1:1/graphql',
      USERS_URL: url('users'),
    }),
  };
  await Promise.all(Object.values(services).map(begin));
  const client = await mongoose.mongo.MongoClient.connect(database.uri);
  const databaseOf = (name: Name) => client.db(new URL(uris[name]).pathname.slice(1));
  return {
    services,
    async ask<Data>(name: Name, query: string, variables: object, as: Asker = {}) {
      const { body, headers } = signRequest(name, query, variables, as);
      const response = await fetch(url(name), { method: 'POST', headers, body });
      return (await response.json()) as Answer<Data>;
    },
    async dump() {
      const databases = (['users', 'orders'] as const).map(databaseOf);
      const collections = (await Promise.all(databases.map((each) => each.collections()))).flat();
      return JSON.stringify(await Promise.all(collections.map((each) => each.find().toArray())));
    },
    collection: (name, collection) => databaseOf(name).collection(collection),
    async stop() {
      await client.close();
      await Promise.all(Object.values(services).map((service) => service.kill()));
      await database.stop();
    },
  };
}
