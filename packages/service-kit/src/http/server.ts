import { randomUUID } from 'node:crypto';
import Fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from '../logger.js';
import { refuseConnection, type RefusalReason } from './refuse-connection.js';

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
  /** Told of each request that is refused here, before any handler sees it, for metrics. */
  readonly onRefused?: (reason: RefusalReason) => void;
}

/** How often Node looks for connections over their time limits: its 30 s default would triple our 10 s. */
const CONNECTION_CHECK_MS = 1_000;

/**
 * A Fastify server that says nothing of itself and answers every failure in JSON, in GraphQL's shape, so that a
 * client has one way to read an error whatever layer it came from.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { onRefused } = options;
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
    // A logger of its own for each request costs more than many a request; what is logged names the request.
    childLoggerFactory: (logger) => logger,
    trustProxy: false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: false },
    clientErrorHandler: (error, socket) => {
      const reason = refuseConnection(error, socket);
      if (reason !== undefined) onRefused?.(reason);
    },
    // A path that cannot be decoded, before there is any route: Fastify's own answer repeats it.
    frameworkErrors: (_error, _request, reply) => {
      onRefused?.('bad_url');
      sendError(reply, 400, 'The path is not a valid URL path.');
    },
  }) as unknown as FastifyInstance;
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.header('x-content-type-options', 'nosniff');
    done();
  });
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    else onRefused?.(reasons[status] ?? 'malformed_body');
    sendError(reply, status, status >= 500 ? 'Internal server error.' : error.message);
  });
  server.setNotFoundHandler((_request, reply) => {
    onRefused?.('not_found');
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

const reasons: Readonly<Record<number, RefusalReason>> = { 413: 'body_too_large', 415: 'media_type' };

/** Answers a request that never became a GraphQL operation, in the shape of a GraphQL error. */
export function sendError(reply: FastifyReply, status: number, message: string): void {
  const code = codes[status] ?? (status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST');
  void reply.status(status).type(JSON_TYPE).send(writeError(message, code));
}

const JSON_TYPE = 'application/json; charset=utf-8';

function writeError(message: string, code: string): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}
