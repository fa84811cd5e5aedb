import type { BaseContext } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { Registry } from 'prom-client';
import type { Caller } from '../envelope/caller.js';
import { ENVELOPE_HEADER } from '../envelope/signer.js';
import { EnvelopeError, type EnvelopeVerifier } from '../envelope/verifier.js';
import { serveFeed, type Feed } from '../events/serve-feed.js';
import { parseJson } from '../http/parse-json.js';
import { createHttpServer, sendError } from '../http/server.js';
import type { Logger } from '../logger.js';
import type { CallerContext } from './authorization.js';
import { createEnvelopeRefusals, type EnvelopeRefusals } from './envelope-refusals.js';
import { followNothing, type FollowEvents, type SubscribedEvents } from './follow-events.js';
import { createRequestLogger, type RequestLogger } from './request-logger.js';
import { acceptsEvents, createRequestMetrics } from './request-metrics.js';
import type { ServiceCalls } from './service-calls.js';
import { createTurns } from './turns.js';
import { traceRequests } from '../telemetry/trace-requests.js';
import { within } from '../telemetry/within.js';

/** The parts of a subgraph's server. */
export interface SubgraphOptions<Context extends CallerContext> {
  readonly typeDefs: DocumentNode;
  /** The resolver map, with types from codegen. */
  readonly resolvers: object;
  readonly envelope: EnvelopeVerifier;
  /** The calls that other services make on their own behalf. Without it only the router may call. */
  readonly serviceCalls?: ServiceCalls;
  /** The service's events for other services. */
  readonly feed?: Feed | undefined;
  readonly logger: Logger;
  readonly registry: Registry;
  /** The service's events for its subscriptions. */
  readonly events?: SubscribedEvents;
  /**
   * Creates the objects that the resolvers of one request, or of one event of a subscription, share.
   *
   * @param follow returns the events from which a subscription's `subscribe` function selects
   */
  createContext(caller: Caller, logger: RequestLogger, follow: FollowEvents): Context;
}

/** Several times the size of the maximum number of representations with ids of maximum length. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** More mutations than queries run at once, because the writes of those that do share commands to the database. */
const MUTATIONS_AT_ONCE = 64;

/**
 * Builds a subgraph's server: `POST /graphql`, only for requests with a valid envelope. It does not listen yet, so that
 * tests can inject requests and a service can add its own routes.
 */
export async function createSubgraphServer<Context extends CallerContext & BaseContext>(
  options: SubgraphOptions<Context>,
): Promise<FastifyInstance> {
  // Importers, commands and the router load this package too, and Apollo's packages are the slowest part of it to load.
  const { isQuery, startExecutors } = await import('./apollo.js');
  const requests = createRequestMetrics(options.registry);
  const { execute, subscriptions, stop } = await startExecutors<Context>(options, requests.addFault);
  const turns = { query: createTurns(), mutation: createTurns({ atOnce: MUTATIONS_AT_ONCE }) };
  const refusals = createEnvelopeRefusals(options.logger, options.registry);
  const server = createHttpServer({ logger: options.logger, bodyLimit: MAX_BODY_BYTES });
  traceRequests(server);
  // The envelope authenticates the body's bytes, so it is verified before they are parsed.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  server.decorateRequest('caller', undefined);
  server.post('/graphql', { onRequest: requests.measure }, async (request, reply) => {
    const body = bodyOf(request);
    const caller = identify(request, body, options.envelope, refusals);
    if (caller === undefined) {
      sendError(reply, 401, 'This service answers the router only.');
      return reply;
    }
    request.caller = caller;
    // All services use the same id for the client's request, also in error handlers.
    request.id = caller.requestId;
    const logger = createRequestLogger(options.logger, caller.requestId, request.trace);
    if (options.logger.isLevelEnabled('debug')) logger().debug('request');
    const subscription = acceptsEvents(request.headers) ? subscriptions?.read(body) : undefined;
    if (subscription !== undefined && subscriptions !== undefined) {
      reply.hijack();
      await subscriptions
        .serve({
          request: subscription,
          response: reply.raw,
          trace: request.trace,
          createContext: (follow) => options.createContext(caller, logger, follow),
        })
        .catch((error: unknown) => {
          logger().error({ err: error }, 'a subscription failed');
          reply.raw.destroy();
        });
      return reply;
    }
    const sent = parseJson(body);
    const taken = turns[isQuery(sent) ? 'query' : 'mutation'].take(request.raw.socket);
    const end = taken instanceof Promise ? await taken : taken;
    if (end === undefined) return reply.hijack();
    try {
      return await within(request.trace, () =>
        execute(sent, options.createContext(caller, logger, followNothing), reply),
      );
    } finally {
      end();
    }
  });
  server.addHook('preClose', (done) => {
    subscriptions?.stop();
    done();
  });
  if (options.feed !== undefined) {
    serveFeed(server, options.feed, (request) =>
      identify(request, bodyOf(request), options.envelope, refusals),
    );
  }
  server.addHook('onClose', stop);
  return server;
}

function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function identify(
  request: FastifyRequest,
  body: Buffer,
  envelope: EnvelopeVerifier,
  refusals: EnvelopeRefusals,
): Caller | undefined {
  try {
    return envelope.verify(request.headers[ENVELOPE_HEADER], body);
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    refusals.add(error, request.ip);
    return undefined;
  }
}
