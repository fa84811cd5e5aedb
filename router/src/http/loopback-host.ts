import { sendError } from '@supergraph/service-kit/service';
import type { FastifyInstance } from 'fastify';

const LOOPBACK =
  /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** Whether a host, with or without a port, is a loopback name or address. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK.test(host);
}

/**
 * Refuses requests whose `Host` is not a loopback name. A page of another site can have its own name resolve to this
 * machine and then send requests to a development server as its own site. The `Host` header reveals that name.
 */
export function refuseForeignHosts(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (isLoopbackHost(request.headers.host ?? '')) done();
    else sendError(reply, 421, 'In development the router answers to localhost and loopback addresses only.');
  });
}
