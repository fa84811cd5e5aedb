import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
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
import type { Tls } from './tls.js';

/** Limits of an HTTP server. All defaults are safe on the public internet. */
export interface HttpServerOptions {
  readonly logger: Logger;
  /** The maximum size of a body, in bytes; a larger one is answered with 413. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** The maximum total size of all bodies in progress, in bytes. A request beyond it is answered with 503. */
  readonly allBodiesLimit?: number;
  /** The maximum number of connections; further ones are closed at once. */
  readonly connectionLimit?: number;
  /** The maximum time for a client to send its headers, and for a TLS handshake, in milliseconds. Default 10,000. */
  readonly headersTimeout?: number;
  /**
   * The maximum time for a client to send the whole request, in milliseconds; then it is answered with 408. Default
   * 10,000.
   */
  readonly requestTimeout?: number;
  /**
   * The maximum time without any traffic on a connection while a request is answered, in milliseconds. It exceeds the
   * time before any answer begins. Without it, the answer to a client that does not read would stay in memory. Default
   * 120,000.
   */
  readonly stallTimeout?: number;
  /**
   * How long an idle connection is kept, in milliseconds: longer than a load balancer's 60 s, so that the
   * balancer closes it first.
   */
  readonly keepAliveTimeout?: number;
  /** The maximum size of the headers, in bytes; larger ones are answered with 431. Default 16 KiB. */
  readonly maxHeaderSize?: number;
  /** Serves HTTPS with this certificate instead of HTTP. */
  readonly tls?: Tls | undefined;
  /** Called with the reason for each request that is refused before a handler receives it, for metrics. */
  readonly onRefused?: (reason: RefusalReason) => void;
  /**
   * Sees every request before Fastify, at a fraction of its cost.
   *
   * @returns whether it has answered the request
   */
  readonly answersFirst?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/**
 * How often Node looks for connections over their time limits. With its default of 30 s, our 10 s would become up to 40
 * s.
 */
const CONNECTION_CHECK_MS = 1_000;

/**
 * A Fastify server that reveals nothing about itself and answers every failure with JSON in GraphQL's shape, so that
 * clients read errors of all layers in the same way.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { onRefused, tls } = options;
  const limits = {
    headersTimeout: options.headersTimeout ?? 10_000,
    maxHeaderSize: options.maxHeaderSize ?? 16 * 1024,
    connectionsCheckingInterval: CONNECTION_CHECK_MS,
    // Checked in `guard`, which answers with JSON.
    requireHostHeader: false,
  };
  const server = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit ?? DEFAULT_MAX_BODY_BYTES,
    requestTimeout: options.requestTimeout ?? 10_000,
    connectionTimeout: options.stallTimeout ?? 120_000,
    keepAliveTimeout: options.keepAliveTimeout ?? 65_000,
    ...(tls === undefined
      ? { http: limits }
      : { https: { ...limits, handshakeTimeout: limits.headersTimeout, ...tls.pair } }),
    // A client could choose a request id that misleads readers of the log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    // A logger per request costs more than many a request; log entries name their request instead.
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
    // Handles paths that cannot be decoded, before routing. Fastify's own answer would repeat the path.
    frameworkErrors: (_error, _request, reply) => {
      onRefused?.('bad_url');
      sendError(reply, 400, 'The path is not a valid URL path.');
    },
  }) as unknown as FastifyInstance;
  tls?.serve(server);
  if (options.answersFirst !== undefined) putFirst(server.server, options.answersFirst);
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

/** Not by Fastify's `serverFactory`: with one, Fastify listens at only one of the addresses of `localhost`. */
function putFirst(server: Server, answersFirst: NonNullable<HttpServerOptions['answersFirst']>): void {
  const [handle] = server.listeners('request');
  server.removeAllListeners('request').on('request', (request, response) => {
    if (!answersFirst(request, response)) handle?.call(server, request, response);
  });
}

/** Checks every request before its body is read. */
function guard({
  onRefused,
  bodyLimit = DEFAULT_MAX_BODY_BYTES,
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
        'The server is overloaded: try again in a few seconds.',
      );
    } else done();
  };
}

/** Node takes the first of two `Host` headers, but a proxy may have taken the second. Only HTTP/1.0 allows none. */
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

/** Answers a request that did not become a GraphQL operation with an error in GraphQL's shape. */
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
