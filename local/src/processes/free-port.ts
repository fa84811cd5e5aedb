import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { StartError } from '@supergraph/service-kit/start-error';

const HOST = '127.0.0.1';

// This range is below the ephemeral ports of operating systems. No outgoing connection takes a chosen port before its
// service listens, or while the service restarts.
const FIRST = 10_000;
const LAST = 31_999;
const ATTEMPTS = 50;

/**
 * Finds a port that nothing listens on and that is not in `taken`, adds it to `taken`, and reserves it for as long as
 * this process runs.
 */
export async function freePort(taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (taken.has(port) || !(await canListen(port)) || !(await reserve(port))) continue;
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

/**
 * Takes the UDP port of the same number, which no service uses. Other processes that look for a port then leave it alone
 * until its service listens, and while that restarts.
 *
 * @returns false when another process has reserved the port
 */
function reserve(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4').unref();
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ address: HOST, port, exclusive: true }, () => resolve(true));
  });
}
