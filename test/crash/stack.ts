import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createClient, type ShopClient } from './client.js';
import { createService, type Service } from './service.js';

const root = resolve(import.meta.dirname, '../..');

/** Orders and products with their databases, without a router. Each service can be killed at any fault point. */
export interface Stack {
  readonly orders: Service;
  readonly products: Service;
  readonly shop: ShopClient;
  readonly uris: { readonly orders: string; readonly products: string };
  readonly productsPort: number;
  /** Starts another products process on the same database, with a port of its own. */
  anotherProducts(): Promise<{ service: Service; port: number }>;
  /** Starts another orders process on the same database. */
  anotherOrders(): Promise<Service>;
  /** Kills the embedded database and starts it again. Does nothing to the database of TEST_MONGODB_URI. */
  crashDatabase(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** The port at which orders calls products, such as that of a proxy. Default: the port of products. */
  readonly productsPortForOrders?: (productsPort: number) => Promise<number>;
  readonly variables?: Readonly<Record<string, string>>;
  /** The Redis that carries the events. Default: the services' own databases. */
  readonly redisUrl?: string | undefined;
}

/** Short, so that recovery starts quickly, but longer than a successful call takes. */
const quickRecovery = { LEASE_MS: '500', RECOVERY_INTERVAL_MS: '50' };

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const secret = randomBytes(32).toString('base64url');
  const database = await startDatabase();
  const name = randomUUID();
  const uris = { orders: `${database.uri}/orders-${name}`, products: `${database.uri}/products-${name}` };
  const [productsPort, ordersPort] = await freePorts(2);
  const seenPort = (await options.productsPortForOrders?.(productsPort)) ?? productsPort;
  const { redisUrl } = options;
  const common = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
    DRAIN_MS: '0',
    APOLLO_TELEMETRY_DISABLED: '1',
    ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
  };
  const productsAt = (port: number) =>
    createService({
      entry: join(root, 'subgraphs/products/dist/testing/main-with-faults.js'),
      env: {
        ...common,
        PORT: String(port),
        MONGODB_URI: uris.products,
        ENVELOPE_KEYS_IN: `router=k1:${secret},orders=k1:${secret}`,
        ENVELOPE_KEYS_OUT: `orders=k1:${secret}`,
        ORDERS_URL: `http://127.0.0.1:${ordersPort}/graphql`,
      },
    });
  const ordersAt = (port: number) =>
    createService({
      entry: join(root, 'subgraphs/orders/dist/testing/main-with-faults.js'),
      env: {
        ...common,
        ...quickRecovery,
        PORT: String(port),
        MONGODB_URI: uris.orders,
        PRODUCTS_URL: `http://127.0.0.1:${seenPort}/graphql`,
        ENVELOPE_KEYS_IN: `router=k1:${secret},products=k1:${secret}`,
        ENVELOPE_KEYS_OUT: `products=k1:${secret}`,
        ...options.variables,
      },
    });
  const [products, orders] = [productsAt(productsPort), ordersAt(ordersPort)];
  const all = [products, orders];
  await Promise.all(all.map(begin));
  return {
    orders,
    products,
    shop: createClient({ secret, ordersPort, productsPort }),
    uris,
    productsPort,
    async anotherProducts() {
      const [port] = await freePorts(1);
      const service = productsAt(port);
      all.push(service);
      await begin(service);
      return { service, port };
    },
    async anotherOrders() {
      const [port] = await freePorts(1);
      const service = ordersAt(port);
      all.push(service);
      await begin(service);
      return service;
    },
    crashDatabase: () => database.crash(),
    async stop() {
      await Promise.all(all.map((service) => service.kill()));
      await database.stop();
    },
  };
}

/** @throws when the service dies before it is ready */
export async function begin(service: Service): Promise<void> {
  if (!(await service.start())) throw new Error('a service does not start: is everything built?');
}

/** Starts the embedded database in a process, unless TEST_MONGODB_URI names a server. */
export async function startDatabase() {
  const given = process.env.TEST_MONGODB_URI;
  if (given !== undefined && given !== '') {
    const nothing = () => Promise.resolve();
    return { uri: given.replace(/\/$/, ''), crash: nothing, stop: nothing };
  }
  const dir = await mkdtemp(join(tmpdir(), 'crash-'));
  const [port] = await freePorts(1);
  const service = createService({
    entry: join(root, 'packages/embedded-mongo/dist/main.js'),
    args: ['--port', String(port), '--dir', dir],
    env: { PORT: String(port), DATA_DIR: dir },
  });
  await begin(service);
  return {
    uri: `mongodb://127.0.0.1:${port}`,
    async crash() {
      await service.kill();
      await begin(service);
    },
    async stop() {
      await service.kill();
      await rm(dir, { recursive: true });
    },
  };
}

type Ports<Count extends number> = Count extends 1 ? [number] : [number, number];

export async function freePorts<Count extends 1 | 2>(count: Count): Promise<Ports<Count>> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports as Ports<Count>;
}
