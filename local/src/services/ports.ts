import { claimPort, freePort } from '../processes/free-port.js';
import { portVariable, serviceNames, type ServiceName } from './names.js';

/** The ports of one stack, all on 127.0.0.1. */
export interface Ports {
  readonly services: Readonly<Record<ServiceName, number>>;
  readonly admin: Readonly<Record<ServiceName, number>>;
  readonly database: number;
}

/**
 * Chooses the configured ports, and free ports for the rest. All ports are chosen before anything starts, because
 * services need each other's addresses and keep their ports when they restart.
 *
 * @throws StartError when a configured port is taken
 */
export async function choosePorts(wanted: Partial<Record<ServiceName, number>>): Promise<Ports> {
  const taken = new Set<number>(Object.values(wanted));
  const choose = async (name: ServiceName) => {
    const port = wanted[name] ?? 0;
    if (port === 0) return freePort(taken);
    await claimPort(portVariable(name), port);
    return port;
  };
  return {
    services: await chooseForEach(choose),
    admin: await chooseForEach(() => freePort(taken)),
    database: await freePort(taken),
  };
}

async function chooseForEach(
  choose: (name: ServiceName) => Promise<number>,
): Promise<Record<ServiceName, number>> {
  const entries = await Promise.all(
    serviceNames().map(async (name): Promise<[ServiceName, number]> => [name, await choose(name)]),
  );
  return Object.fromEntries(entries) as Record<ServiceName, number>;
}
