import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type onRequestHookHandler,
} from 'fastify';
import type { Logger } from '../logger.js';
import { createHeldBodies } from './held-bodies.js';
import { refuseConnection, type RefusalReason } from './refuse-connection.js';

/** Limits of an HTTP server. All have defaults that are safe in public. */
export interface HttpServerOptions {
  readonly logger: Logger;
  /** The largest body, in bytes; a larger one is answered 413. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** The most that all bodies in work may take together, in bytes. A request beyond it is answered 503. */
  readonly allBodiesLimit?: number;
  /** Connections at a time; one more is closed as it comes. */
  readonly connectionLimit?: number;
  /** How long a client may take to send its headers, in milliseconds. Default 10,000. */
  readonly headersTimeout?: number;
  /** How long a client may take to send the whole request, in milliseconds; then 408. Default 10,000. */
  readonly requestTimeout?: number;
  /**
   * How long nothing at all may happen on a connection while a request is answered, in milliseconds: longer than any
   * answer takes to begin. A client that does not read its answer has us hold it. Default 120,000.
   */
  readonly stallTimeout?: number;
  /** How long an idle connection is kept, in milliseconds. Longer than a load balancer's 60 s, or it loses the race. */
  readonly keepAliveTimeout?: number;
  /** The largest header block, in bytes; a larger one is answered 431. Default 16 KiB. */
  readonly maxHeaderSize?: number;
  /** Told of each request that is refused here, before any handler sees it, for metrics. */
  readonly onRefused?: (reason: RefusalReason) => void;
}

const DEFAULT_BODY_LIMIT = 1024 * 1024;

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
    bodyLimit: options.bodyLimit ?? DEFAULT_BODY_LIMIT,
    requestTimeout: options.requestTimeout ?? 10_000,
    connectionTimeout: options.stallTimeout ?? 120_000,
    keepAliveTimeout: options.keepAliveTimeout ?? 65_000,
    http: {
      headersTimeout: options.headersTimeout ?? 10_000,
      maxHeaderSize: options.maxHeaderSize ?? 16 * 1024,
      connectionsCheckingInterval: CONNECTION_CHECK_MS,
      // Checked in `guard`, which says so in JSON.
      requireHostHeader: false,
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
  if (options.connectionLimit !== undefined) server.server.maxConnections = options.connectionLimit;
  server.server.on('drop', () => onRefused?.('connections'));
  server.addHook('onRequest', guard(options));
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

/** The checks of every request before its body is read. */
function guard({
  onRefused,
  bodyLimit = DEFAULT_BODY_LIMIT,
  allBodiesLimit,
}: HttpServerOptions): onRequestHookHandler {
  const bodies = allBodiesLimit === undefined ? undefined : createHeldBodies(allBodiesLimit, bodyLimit);
  return (request, reply, done) => {
    void reply.header('x-content-type-options', 'nosniff');
    if (!hasOneHost(request.raw)) {
      onRefused?.('bad_http');
      sendError(reply, 400, 'Send one Host header.');
    } else if (bodies?.hold(request.raw, reply.raw) === false) {
      onRefused?.('overload');
      sendError(
        reply.header('retry-after', '2'),
        503,
        'There is too much to do at the moment: try again in a few seconds.',
      );
    } else done();
  };
}

/** Node takes the first of two; whatever stands before us may have taken the second. Only HTTP/1.0 knows none. */
function hasOneHost({ rawHeaders, httpVersionMinor }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersionMinor === 0);
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
  void reply
    .status(status)
    .type(JSON_TYPE)
    .header('cache-control', 'private, no-store')
    .send(writeError(message, code));
}

const JSON_TYPE = 'application/json; charset=utf-8';

function writeError(message: string, code: string): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}
