import { claimPort, freePort } from './processes/ports.js';
import { services, type ServiceName } from './services.js';

/** The ports of one stack, all of 127.0.0.1. */
export interface Ports {
  readonly services: Readonly<Record<ServiceName, number>>;
  readonly admin: Readonly<Record<ServiceName, number>>;
  readonly database: number;
}

const variables: Readonly<Record<ServiceName, string>> = {
  router: 'PORT',
  products: 'PRODUCTS_PORT',
  orders: 'ORDERS_PORT',
  users: 'USERS_PORT',
};

/**
 * Takes the wanted ports, and free ones where none is wanted. All are chosen before anything starts, because the
 * services must know each other, and stay the same when one is restarted.
 *
 * @throws StartError when a wanted port is taken
 */
export async function choosePorts(wanted: Partial<Record<ServiceName, number>>): Promise<Ports> {
  const taken = new Set<number>(Object.values(wanted));
  const choose = async (name: ServiceName) => {
    const port = wanted[name] ?? 0;
    if (port === 0) return freePort(taken);
    await claimPort(variables[name], port);
    return port;
  };
  return {
    services: await forEachService(choose),
    admin: await forEachService(() => freePort(taken)),
    database: await freePort(taken),
  };
}

async function forEachService<Value>(
  choose: (name: ServiceName) => Promise<Value>,
): Promise<Record<ServiceName, Value>> {
  const entries = await Promise.all(
    services.map(async (name): Promise<[ServiceName, Value]> => [name, await choose(name)]),
  );
  return Object.fromEntries(entries) as Record<ServiceName, Value>;
}
