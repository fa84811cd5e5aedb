import type { FastifyInstance } from 'fastify';
import type { OriginPolicy } from './origins.js';

const METHODS = 'GET, POST, OPTIONS';

/**
 * Lets pages of allowed origins read answers, and no others: browsers keep an answer from a page that the router does
 * not name. Never with credentials, for identity is a header that a page must add itself, and never `*`, so that a
 * cache cannot hand one site's answer to another. An allowed page may send any header: a program can, too.
 */
export function addCors(server: FastifyInstance, isAllowed: OriginPolicy): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('vary', 'origin');
    const { origin } = request.headers;
    if (origin !== undefined && isAllowed(origin)) {
      void reply.header('access-control-allow-origin', origin);
      void reply.header('access-control-expose-headers', 'x-request-id, retry-after');
    }
    done();
  });
  server.options('/graphql', (request, reply) => {
    const { origin, ...headers } = request.headers;
    if (origin === undefined || !isAllowed(origin)) return reply.status(403).send();
    return reply
      .status(204)
      .headers({
        vary: 'origin, access-control-request-headers',
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': readHeaderNames(headers['access-control-request-headers']),
        'access-control-max-age': '600',
        // A browser asks so before it lets a public page call this machine.
        ...(headers['access-control-request-private-network'] === undefined
          ? {}
          : { 'access-control-allow-private-network': 'true' }),
      })
      .send();
  });
}

/** Only names of headers are repeated to the client, and nothing else that stands in the request. */
function readHeaderNames(asked = ''): string {
  return /^[\w-]+(?:, ?[\w-]+)*$/.test(asked) ? asked : 'content-type, authorization';
}
