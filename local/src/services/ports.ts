import { claimPort, freePort } from '../processes/free-port.js';
import { portVariable, serviceNames, type ServiceName } from './names.js';

/** The ports of one stack, all of 127.0.0.1. */
export interface Ports {
  readonly services: Readonly<Record<ServiceName, number>>;
  readonly admin: Readonly<Record<ServiceName, number>>;
  readonly database: number;
}

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
