import type { FastifyInstance } from 'fastify';

const METHODS = 'GET, POST, OPTIONS';
const HEADERS =
  'content-type, authorization, apollo-require-preflight, x-apollo-operation-name, ' +
  'apollographql-client-name, apollographql-client-version, graphql-cost';

/**
 * Lets pages of the listed origins read answers, and no others: without a list nothing is sent, and browsers keep
 * answers from every page. Never with credentials, for identity is a header that a page must add itself, and never
 * `*`, so that a cache cannot hand one site's answer to another.
 */
export function addCors(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('vary', 'origin');
    const { origin } = request.headers;
    if (origin !== undefined && allowed.has(origin)) {
      void reply.header('access-control-allow-origin', origin);
      void reply.header('access-control-expose-headers', 'x-request-id, retry-after');
    }
    done();
  });
  server.options('/graphql', (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return reply.status(403).send();
    return reply
      .status(204)
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': HEADERS,
        'access-control-max-age': '600',
        // A browser asks so before it lets a public page call this machine.
        ...(request.headers['access-control-request-private-network'] === undefined
          ? {}
          : { 'access-control-allow-private-network': 'true' }),
      })
      .send();
  });
}
