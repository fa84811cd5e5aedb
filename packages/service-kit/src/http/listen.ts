import type { FastifyInstance } from 'fastify';
import { StartError } from '../start-error.js';

/**
 * Starts listening.
 *
 * @returns the server's URL, without a path
 * @throws StartError when the port is taken or the process may not use it
 */
export async function listen(
  server: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    throw new StartError(explain(error, host, port), error);
  }
}

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is taken: stop what listens there or set another port`;
  if (code === 'EACCES') return `port ${port} on ${host} may not be used by this user: set one above 1023`;
  if (code === 'EADDRNOTAVAIL') return `${host} is not an address of this machine: set HOST to one that is`;
  return `cannot listen on ${host}:${port}: ${String(error)}`;
}
