import { createServer } from 'node:net';
import { StartError } from '@supergraph/service-kit/start-error';

const HOST = '127.0.0.1';

// Below the range from which systems take the ports of outgoing connections: a port chosen here stays free until
// its service listens, and again while that service is restarted.
const FIRST = 10_000;
const LAST = 31_999;
const ATTEMPTS = 50;

/** A port of this machine that nothing listens on, and that is not among `taken`. */
export async function freePort(taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (taken.has(port) || !(await canListen(port))) continue;
    taken.add(port);
    return port;
  }
  throw new StartError(`no free port between ${FIRST} and ${LAST}`);
}

/**
 * Makes sure that a wanted port is free, before anything is started.
 *
 * @param variable the environment variable to change when it is not
 */
export async function claimPort(variable: string, port: number): Promise<void> {
  if (await canListen(port)) return;
  throw new StartError(`port ${port} is taken: stop what listens there or set ${variable} to another`);
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
