import { createServer } from 'node:net';
import { StartError } from '@supergraph/service-kit/start-error';

const HOST = '127.0.0.1';

// This range is below the ephemeral ports of operating systems. No outgoing connection takes a chosen port before its
// service listens, or while the service restarts.
const FIRST = 10_000;
const LAST = 31_999;
const ATTEMPTS = 50;

/** Finds a port that nothing listens on and that is not in `taken`, and adds it to `taken`. */
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
 * Throws when a configured port is taken. To be called before anything starts.
 *
 * @param variable the environment variable that sets the port, for the message
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
