import {
  createAdminServer,
  createDrain,
  createEnvelopeSigner,
  createHttpServer,
  findKeyRings,
  listen,
  openTls,
  StartError,
  startTelemetry,
  traceRequests,
  type Drain,
  type KeyRings,
  type Logger,
  type RunningService,
} from '@supergraph/service-kit/service';
import type { FastifyInstance } from 'fastify';
import type { Policy } from './authorization/grants.js';
import { findAuthorizationNames } from './authorization/strip.js';
import { findUnprotected } from './authorization/unprotected.js';
import type { RouterConfig } from './config.js';
import { addExplorerRoute, addSandboxRoute } from './explorer/route.js';
import { createAccessLog, type AccessLog } from './http/access-log.js';
import { addCors } from './http/cors.js';
import { refuseForeignHosts } from './http/loopback-host.js';
import { createOriginPolicy, type OriginPolicy } from './http/origins.js';
import { refuseOverload } from './http/refuse-overload.js';
import { addGraphQLRoute } from './http/route.js';
import { serveWebSockets, type WebSockets } from './http/websocket.js';
import { openIdentity, type Identity } from './identity/open-identity.js';
import { createLoadShedder, type LoadShedder } from './limits/load.js';
import { createMetrics } from './metrics.js';
import { openOperations } from './operations.js';
import type { OpenPlanner } from './planning/planner.js';
import { createThreadPlanners } from './planning/thread-planner.js';
import { createSubgraphClients, type SubgraphClients } from './subgraphs/client.js';
import { createSubgraphStreams } from './subgraphs/streams.js';
import { Subscriptions } from './subscriptions/subscriptions.js';
import { loadSupergraph, parseSupergraph, resolveUrls, type Supergraph } from './supergraph/load.js';
import { openSource, type SupergraphSource } from './supergraph/source.js';
import { watchSupergraph } from './supergraph/watch.js';
import { askForSupergraph, reportSupergraph } from './workers/held-supergraph.js';
import { meetOtherWorkers } from './workers/meet.js';
import { warmFromOthers } from './workers/recent-operations.js';

type Metrics = ReturnType<typeof createMetrics>;

/** How long operations in progress may still take when the router stops, after the drain. */
const CUT_AFTER_MS = 2_000;

/** How long a client may leave its answer unread, in milliseconds. */
const STALL_MS = 60_000;

/** How long a subgraph may take to begin a stream, where no time limit is set for it. In milliseconds. */
const STREAM_START_MS = 10_000;

/** The memory limit of all request bodies together, in bytes. Default: 256 bodies of the maximum size. */
const MIN_ALL_BODIES_BYTES = 64 * 1024 * 1024;

/** The parts of a router that are not its configuration. */
export interface RouterParts {
  /** Default none. */
  readonly policies?: ReadonlyMap<string, Policy> | undefined;
  /** Default: one thread plans the operations of all supergraphs that the process serves. */
  readonly openPlanner?: OpenPlanner;
}

/** Starts a router. */
export async function startRouter(
  config: RouterConfig,
  logger: Logger,
  { policies = new Map(), openPlanner }: RouterParts = {},
): Promise<RunningService> {
  const held = await askForSupergraph();
  const source = openSource(config.SUPERGRAPH_PATH, config.supergraphKey);
  const supergraph = await loadFirst(source, config, held);
  const telemetry = await startTelemetry('router', config, logger);
  const metrics = createMetrics();
  const access = createAccessLog({
    logger,
    ratio: config.ACCESS_LOG_RATIO,
    countPartial: metrics.countPartial,
  });
  const graph = await openGraph({
    source,
    supergraph,
    config,
    policies,
    openPlanner: openPlanner ?? createThreadPlanners({ logger, observe: metrics.observePlanning }),
    logger,
    metrics,
    access,
  });
  await joinWorkers(graph, supergraph, held);
  const identity = openIdentity(config.token, logger);
  const shed = createLoadShedder({
    concurrent: config.MAX_CONCURRENT_OPERATIONS,
    maxDelayMs: config.MAX_EVENT_LOOP_DELAY_MS,
    observe: metrics.observeLimit,
  });
  const isAllowedOrigin = createOriginPolicy(config.CORS_ORIGINS, config.development);
  const { server, drain } = openServer({ config, logger, metrics, access, shed, isAllowedOrigin });
  const webSockets = serveOperations(server, {
    config,
    logger,
    graph,
    identity,
    shed,
    isAllowedOrigin,
    metrics,
    access,
  });
  const admin = createAdminServer({ logger, registry: metrics.registry, isReady: () => !drain.draining });
  const adminUrl = await listen(admin, { host: config.ADMIN_HOST, port: config.ADMIN_PORT });
  const url = await listen(server, { host: config.HOST, port: config.PORT });
  return {
    url,
    adminUrl,
    drainMs: config.DRAIN_MS,
    reload: () => void graph.reload(),
    async stop() {
      graph.stopWatching();
      // A longer request would be cut off by the end of the process a moment later.
      const cut = setTimeout(() => server.server.closeAllConnections(), config.DRAIN_MS + CUT_AFTER_MS);
      const closed = drain.close();
      await graph.subscriptions.drain(config.DRAIN_MS);
      // Not earlier: a client whose socket is closed connects again, to this router while its port is open.
      graph.subscriptions.close();
      webSockets.close();
      await closed;
      clearTimeout(cut);
      await graph.close();
      identity.close();
      shed.close();
      await metrics.shareLast();
      await admin.close();
      await telemetry.close();
    },
  };
}

/** @param held the SDL that the other workers serve */
async function loadFirst(
  source: SupergraphSource,
  config: RouterConfig,
  held: string | undefined,
): Promise<Supergraph> {
  const supergraph = held === undefined ? await loadSupergraph(source) : parseSupergraph(held, source.name);
  refuseWithoutIssuer(supergraph, config);
  return supergraph;
}

/** Before the first request: the source may have another supergraph than the one that the other workers serve. */
async function joinWorkers(
  { reload, operations }: Awaited<ReturnType<typeof openGraph>>,
  { sdl }: Supergraph,
  held: string | undefined,
): Promise<void> {
  await (held === undefined ? reportSupergraph(sdl) : reload());
  await warmFromOthers(operations);
}

interface ServerParts {
  readonly config: RouterConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly access: AccessLog;
  readonly shed: LoadShedder;
  readonly isAllowedOrigin: OriginPolicy;
}

/** The server for clients, without routes. */
function openServer({ config, logger, metrics, access, shed, isAllowedOrigin }: ServerParts): {
  readonly server: FastifyInstance;
  readonly drain: Drain;
} {
  const { countRefusal, observeRequest } = metrics;
  const server = createHttpServer({
    logger,
    bodyLimit: config.MAX_BODY_BYTES,
    allBodiesLimit: Math.max(MIN_ALL_BODIES_BYTES, 4 * config.MAX_BODY_BYTES),
    connectionLimit: config.MAX_CONNECTIONS,
    stallTimeout: config.REQUEST_TIMEOUT_MS + STALL_MS,
    onRefused: countRefusal,
    tls: config.tls && openTls(config.tls, logger),
    answersFirst: refuseOverload({
      shed,
      isAllowedOrigin,
      trustedProxies: config.TRUSTED_PROXIES,
      isDraining: () => drain.draining,
      logger,
      observe: observeRequest,
      countRefusal,
    }),
  });
  traceRequests(server);
  access.addTo(server);
  const drain = createDrain(server, config.DRAIN_MS, meetOtherWorkers);
  addCors(server, isAllowedOrigin);
  if (config.development) refuseForeignHosts(server);
  return { server, drain };
}

interface Serving {
  readonly config: RouterConfig;
  readonly logger: Logger;
  readonly graph: Awaited<ReturnType<typeof openGraph>>;
  readonly identity: Identity;
  readonly shed: LoadShedder;
  readonly isAllowedOrigin: OriginPolicy;
  readonly metrics: Metrics;
  readonly access: AccessLog;
}

/** Serves operations over HTTP and over WebSocket, and the explorer. */
function serveOperations(server: FastifyInstance, serving: Serving): WebSockets {
  const { config, logger, graph, identity, shed, isAllowedOrigin, metrics, access } = serving;
  const { subscriptions } = graph;
  const { countRefusal } = metrics;
  if (config.explorer === 'sandbox') addSandboxRoute(server);
  if (config.explorer === 'true') addExplorerRoute(server, config.explorerOptions);
  addGraphQLRoute(server, {
    operations: graph.operations,
    subscriptions,
    maxUnreadBytes: config.MAX_UNREAD_BYTES,
    verifier: identity.verifier,
    logger,
    isAllowedOrigin,
    compression: config.COMPRESSION,
    shed,
    timeoutMs: config.REQUEST_TIMEOUT_MS,
    trustedProxies: config.TRUSTED_PROXIES,
    observe: metrics.observeRequest,
    countRefusal,
  });
  return serveWebSockets(server.server, {
    operations: graph.operations,
    subscriptions,
    verifier: identity.verifier,
    logger,
    isAllowedOrigin,
    shed,
    trustedProxies: config.TRUSTED_PROXIES,
    timeoutMs: config.REQUEST_TIMEOUT_MS,
    initTimeoutMs: config.WEBSOCKET_INIT_TIMEOUT_MS,
    maxMessageBytes: config.MAX_BODY_BYTES,
    maxUnreadBytes: config.MAX_UNREAD_BYTES,
    maxPerConnection: config.MAX_OPERATIONS_PER_CONNECTION,
    heartbeatMs: config.SUBSCRIPTION_HEARTBEAT_MS,
    development: config.development,
    access,
    observe: metrics.observeRequest,
    countRefusal,
  });
}

interface GraphOptions {
  readonly source: SupergraphSource;
  readonly supergraph: Supergraph;
  readonly config: RouterConfig;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly openPlanner: OpenPlanner;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly access: AccessLog;
}

/** Opens operations over a supergraph, and replaces the supergraph in place when its source changes. */
async function openGraph(options: GraphOptions) {
  const { source, supergraph, config, logger, metrics, access } = options;
  let served = supergraph;
  const rings = findKeyRings('ENVELOPE_KEYS_OUT', config, logger);
  const clients = openSubgraphClients(config, logger, metrics, access, rings);
  const open = ({ urls }: Supergraph) => {
    const resolved = resolveUrls(urls, config.SUBGRAPH_URLS);
    refuseWithoutKey(resolved.keys(), rings);
    return clients.open(resolved);
  };
  let transport = open(supergraph);
  const { observeSharing } = metrics;
  const operations = await openOperations({
    ...options,
    transport,
    observeSharing,
    observeLookup: metrics.observeLookup,
    countUndeferred: metrics.countUndeferred,
    observeOperation: metrics.observeRegistered,
  });
  const streams = createSubgraphStreams({
    signer: signerOf(rings),
    timeoutMsOf: (name) => settingOf(config.SUBGRAPH_TIMEOUT_MS, name) ?? STREAM_START_MS,
    maxEventBytes: config.SUBGRAPH_MAX_RESPONSE_BYTES,
  });
  streams.serve(resolveUrls(supergraph.urls, config.SUBGRAPH_URLS));
  const subscriptions = new Subscriptions({
    operations,
    streams,
    limits: { perProcess: config.MAX_SUBSCRIPTIONS, perUser: config.MAX_SUBSCRIPTIONS_PER_USER },
    timeoutMs: config.REQUEST_TIMEOUT_MS,
    heartbeatMs: config.SUBSCRIPTION_HEARTBEAT_MS,
    logger,
    observe: metrics.subscriptions,
  });
  const watch = watchSupergraph({
    source,
    served: supergraph.sdl,
    intervalMs: config.SUPERGRAPH_POLL_MS,
    logger,
    observe: metrics.countSupergraph,
    async apply(text) {
      const next = parseSupergraph(text, source.name);
      refuseWithoutIssuer(next, config);
      refuseUnprotected(served, next);
      const [old, opened] = [transport, open(next)];
      await operations.replace(next, opened).catch(async (error: unknown) => {
        await opened.close();
        throw error;
      });
      [transport, served] = [opened, next];
      void reportSupergraph(text);
      streams.serve(resolveUrls(next.urls, config.SUBGRAPH_URLS));
      await subscriptions.renew();
      // Requests in progress may take as long as any operation does.
      setTimeout(() => void old.close(), config.REQUEST_TIMEOUT_MS).unref();
    },
  });
  return {
    operations,
    subscriptions,
    reload: () => watch.reload(),
    stopWatching: () => watch.close(),
    async close() {
      for (const open of [streams, operations, transport]) await open.close();
    },
  };
}

/** Refuses to serve a supergraph with protected fields when the router cannot identify callers. */
function refuseWithoutIssuer({ document }: Supergraph, config: RouterConfig): void {
  if (findAuthorizationNames(document) === undefined) return;
  if (config.token !== undefined || config.ALLOW_NO_ISSUER) return;
  throw new StartError(
    'the supergraph has protected fields, but no token issuer is configured: set JWT_JWKS_URL, JWT_ISSUER and ' +
      'JWT_AUDIENCE, or ALLOW_NO_ISSUER=true to refuse protected fields to all callers',
  );
}

/** The limit of fields that an error names. */
const MAX_NAMED = 5;

/** A composition that dropped protection by mistake must not make fields of a running graph public. */
function refuseUnprotected(served: Supergraph, next: Supergraph): void {
  const fields = findUnprotected(served.document, next.document);
  if (fields.length === 0) return;
  const named = fields.slice(0, MAX_NAMED).join(', ');
  const others = fields.length > MAX_NAMED ? ` and ${fields.length - MAX_NAMED} more` : '';
  throw new StartError(
    `it does not protect ${named}${others}, but the served supergraph does: restart the router if that is intended`,
  );
}

function refuseWithoutKey(names: Iterable<string>, rings: KeyRings | undefined): void {
  const missing = rings === undefined ? [] : [...names].filter((name) => !rings.has(name));
  if (missing.length > 0) throw new StartError(`ENVELOPE_KEYS_OUT has no key for ${missing.join(', ')}`);
}

function openSubgraphClients(
  config: RouterConfig,
  logger: Logger,
  metrics: Metrics,
  access: AccessLog,
  rings: KeyRings | undefined,
): SubgraphClients {
  // This is right only for subgraphs without envelope checks. A warning keeps it from happening by mistake.
  if (rings === undefined) logger.warn('ENVELOPE_KEYS_OUT is not set: requests to subgraphs are not signed');
  return createSubgraphClients({
    logger,
    signer: signerOf(rings),
    timeoutMsOf: (name) => settingOf(config.SUBGRAPH_TIMEOUT_MS, name),
    circuitOf: (name) => ({
      silenceMs: settingOf(config.SUBGRAPH_SILENCE_MS, name),
      failureShare: (settingOf(config.SUBGRAPH_FAILURE_PERCENT, name) ?? 50) / 100,
    }),
    maxResponseBytes: config.SUBGRAPH_MAX_RESPONSE_BYTES,
    connections: config.SUBGRAPH_CONNECTIONS,
    connectionAgeMs: config.SUBGRAPH_CONNECTION_AGE_MS,
    observe: metrics.observeSubgraph,
    onFailure: (requestId) => access.noteFailure(requestId),
    onCircuitChange: metrics.observeCircuit,
    onLimitChange: metrics.observeSubgraphLimit,
  });
}

function signerOf(rings: KeyRings | undefined) {
  return rings && createEnvelopeSigner({ issuer: 'router', rings });
}

/** A setting of one subgraph, otherwise the one for all. */
function settingOf(settings: ReadonlyMap<string, number>, subgraph: string): number | undefined {
  return settings.get(subgraph) ?? settings.get('');
}
