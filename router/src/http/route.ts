import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../errors/refuse.js';
import { answerRequest, type OperationRequestOptions } from './answer-request.js';
import { isForeignGet } from './csrf.js';
import { isJson } from './media-type.js';
import type { OriginPolicy } from './origins.js';
import { PATH } from './path.js';
import { foreignGet, wrongMethod, wrongType } from './refusal.js';
import { readBody, readSearch } from './request.js';
import { sendRefusal } from './send-refusal.js';

export interface GraphQLRouteOptions extends OperationRequestOptions {
  /** Decides which pages may send a GET. */
  readonly isAllowedOrigin: OriginPolicy;
}

/** GraphQL over HTTP at `/graphql`, by GET and POST, in both media types of the specification. */
export function addGraphQLRoute(server: FastifyInstance, options: GraphQLRouteOptions): void {
  // Refusals carry the id too: clients quote it, and the log has it.
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  server.post(PATH, { onRequest: refuseOtherTypes(options) }, (request, reply) => {
    answerRequest(request, reply, options, () => readBody(request.body));
  });
  server.get(PATH, (request, reply) => {
    if (isForeignGet(request.headers, options.isAllowedOrigin)) {
      sendRefusal(request, reply, foreignGet, options);
      return;
    }
    answerRequest(request, reply, options, () => {
      const type = request.headers['content-type'];
      if (type !== undefined && !isJson(type)) throw refuse(400, 'BAD_REQUEST', 'A GET has no content.');
      const at = request.raw.url?.indexOf('?') ?? -1;
      return readSearch(new URLSearchParams(at < 0 ? '' : request.raw.url?.slice(at)));
    });
  });
  server.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: PATH,
    handler: (request, reply) => {
      sendRefusal(request, reply, wrongMethod, options);
    },
  });
}

/**
 * Accepts only uncompressed JSON in UTF-8. The body limit would not hold for the decompressed size.
 */
function refuseOtherTypes(options: GraphQLRouteOptions) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { 'content-type': type, 'content-encoding': encoding } = request.headers;
    if (isJson(type) && (encoding === undefined || encoding === 'identity')) done();
    else sendRefusal(request, reply, wrongType, options);
  };
}
