import { randomUUID } from 'node:crypto';
import Fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from '../logger.js';

/** Limits of an HTTP server. All have defaults that are safe in public. */
export interface HttpServerOptions {
  readonly logger: Logger;
  /** The largest body, in bytes; a larger one is answered 413. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** How long a client may take to send its headers, in milliseconds. Default 10,000. */
  readonly headersTimeout?: number;
  /** How long a client may take to send the whole request, in milliseconds; then 408. Default 10,000. */
  readonly requestTimeout?: number;
  /** How long an idle connection is kept, in milliseconds. Longer than a load balancer's 60 s, or it loses the race. */
  readonly keepAliveTimeout?: number;
  /** The largest header block, in bytes; a larger one is answered 431. Default 16 KiB. */
  readonly maxHeaderSize?: number;
}

/** How often Node looks for connections over their time limits: its 30 s default would triple our 10 s. */
const CONNECTION_CHECK_MS = 1_000;

/**
 * A Fastify server that says nothing of itself and answers every failure in JSON, in GraphQL's shape, so that a
 * client has one way to read an error whatever layer it came from.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const server = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    requestTimeout: options.requestTimeout ?? 10_000,
    keepAliveTimeout: options.keepAliveTimeout ?? 65_000,
    http: {
      headersTimeout: options.headersTimeout ?? 10_000,
      maxHeaderSize: options.maxHeaderSize ?? 16 * 1024,
      connectionsCheckingInterval: CONNECTION_CHECK_MS,
    },
    // A request id that a client chooses could be chosen to mislead whoever reads the log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: false },
  }) as unknown as FastifyInstance;
  server.addHook('onRequest', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff');
  });
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'request failed');
    sendError(reply, status, status >= 500 ? 'Internal server error.' : error.message);
  });
  server.setNotFoundHandler((_request, reply) => {
    sendError(reply, 404, 'There is nothing here.');
  });
  return server;
}

const codes: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  429: 'RATE_LIMITED',
  503: 'SERVICE_UNAVAILABLE',
};

/** Answers a request that never became a GraphQL operation, in the shape of a GraphQL error. */
export function sendError(reply: FastifyReply, status: number, message: string): void {
  const code = codes[status] ?? (status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST');
  void reply
    .status(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
