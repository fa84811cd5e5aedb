import type { FastifyInstance } from 'fastify';
import type { OriginPolicy } from './origins.js';
import { PATH } from './path.js';

const METHODS = 'GET, POST, OPTIONS';

/**
 * The request headers on which an answer may depend. A shared cache may keep an anonymous caller's answer, and must give it
 * neither to a caller with a token nor in a media type that was not asked for.
 */
export const VARY = 'origin, accept, authorization';

/**
 * Lets pages of allowed origins read answers, and no other pages: a browser hides an answer from pages whose origin the
 * router does not return. Credentials are never allowed, because identity is a header that a page must add itself; `*`
 * is never returned, so that a cache cannot give one site's answer to another. An allowed page may send any header,
 * since any program can.
 */
export function addCors(server: FastifyInstance, isAllowed: OriginPolicy): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('vary', VARY);
    void reply.headers(corsHeaders(request.headers.origin, isAllowed));
    done();
  });
  server.options(PATH, (request, reply) => {
    const { origin, ...headers } = request.headers;
    if (origin === undefined || !isAllowed(origin)) return reply.status(403).send();
    return reply
      .status(204)
      .headers({
        vary: 'origin, access-control-request-headers',
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': readHeaderNames(headers['access-control-request-headers']),
        'access-control-max-age': '600',
        // A browser sends this header before it lets a public page call this machine.
        ...(headers['access-control-request-private-network'] === undefined
          ? {}
          : { 'access-control-allow-private-network': 'true' }),
      })
      .send();
  });
}

/** The headers by which a browser gives an answer to a page of this origin. */
export function corsHeaders(
  origin: string | undefined,
  isAllowed: OriginPolicy,
): Readonly<Record<string, string>> {
  if (origin === undefined || !isAllowed(origin)) return NONE;
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id, retry-after',
  };
}

const NONE = {};

/** Only header names are copied from the request to the answer. */
function readHeaderNames(asked = ''): string {
  return /^[\w-]+(?:, ?[\w-]+)*$/.test(asked) ? asked : 'content-type, authorization';
}
