import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inSpan, type Logger } from '@supergraph/service-kit/service';
import { OperationTypeNode } from 'graphql';
import type { Policy } from './authorization/grants.js';
import { recordRefusals } from './authorization/record-refusals.js';
import type { RouterConfig } from './config.js';
import type { ClientProgram } from './context.js';
import { createRateLimiter, type RateLimiter } from './limits/rate/limiter.js';
import { openRedis } from './limits/rate/redis.js';
import { answerInParts, onLastPart, writeAnswer, type Answer, type Outcome } from './operation/answer.js';
import type { OperationContext } from './operation/context.js';
import { openGraph, type GraphOptions } from './operation/graph.js';
import {
  handleEvent,
  streamOnly,
  type EventHandling,
  type ResolvedOperation,
} from './operation/handle-event.js';
import { handle, isLate, sizeOf, toOutcome, type HandleOptions } from './operation/handle.js';
import { handleInParts } from './operation/handle-in-parts.js';
import type { Prepared } from './operation/operation-cache.js';
import { prepare } from './operation/prepare.js';
import { planRegistered, recentOperations, warmOperations, type RecentOperation } from './operation/warm.js';
import { GraphUse } from './operation/graph-use.js';
import type { AnsweredOperation } from './operation-metrics.js';
import { PreparedOperation } from './operation/prepared-operation.js';
import { observeUndeferred, type UndeferredObserver } from './operation/undeferred.js';
import type { OpenPlanner } from './planning/planner.js';
import { SharedOperations } from './sharing/share-operations.js';
import { shareSubgraphQueries } from './sharing/share-subgraph-queries.js';
import type { SubgraphTransport } from './subgraphs/transport.js';
import type { Supergraph } from './supergraph/load.js';
import { readTrustedDocuments, type TrustedDocuments } from './trusted/manifest.js';
import { createDocumentResolver, type SentDocument } from './trusted/resolve.js';

export interface OperationsOptions {
  readonly supergraph: Supergraph;
  readonly config: RouterConfig;
  readonly transport: SubgraphTransport;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly logger: Logger;
  /** Loads a supergraph for planning. */
  readonly openPlanner: OpenPlanner;
  /** Called when rate limits become shared with other routers or stop being shared. */
  readonly observeSharing?: (isShared: boolean) => void;
  /** Called for each lookup of a prepared operation, for metrics. */
  readonly observeLookup?: GraphOptions['observeLookup'];
  /** Called for each plan with `@defer` that the planner cannot make, for metrics. */
  readonly countUndeferred?: () => void;
  /** Called for every operation that was answered, for metrics. */
  readonly observeOperation?: (answered: AnsweredOperation) => void;
}

/** An operation as a client sent it. */
export interface SentOperation extends SentDocument {
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** Executes operations. */
export interface Operations {
  /** Counts a request from an address, before its operation is known. */
  readonly arrive: RateLimiter['arrive'];
  answer(sent: SentOperation, context: OperationContext): Promise<Answer>;
  /** @throws Refusal when the document is not accepted */
  resolve(sent: SentOperation, requestId: string): ResolvedOperation;
  /** Counts an operation that was refused before `answer`, as `answer` counts those that it refuses. */
  countRefused(client: ClientProgram | undefined, received: number, answer: Answer): void;
  /** The operation on the served supergraph, or the answer to an invalid one. */
  prepare(resolved: ResolvedOperation): Prepared;
  /** Handles one event of a subscription on the served supergraph. */
  handleEvent(
    resolved: ResolvedOperation,
    context: OperationContext,
    event: EventHandling,
  ): Promise<Answer | Outcome>;
  /**
   * Serves another supergraph once the recent operations are planned for it. Operations in progress end on the old one.
   *
   * @throws StartError when it cannot be served; the old one is then still served
   */
  replace(supergraph: Supergraph, transport: SubgraphTransport): Promise<void>;
  /** The operations that clients asked for lately, the most recent first. */
  recent(): readonly RecentOperation[];
  /** Plans operations that clients of another worker asked for lately. */
  warm(recent: readonly RecentOperation[]): Promise<void>;
  close(): Promise<void>;
}

/** Handles operations between HTTP and the subgraphs: it resolves, prepares and runs them. */
export async function openOperations(options: OperationsOptions): Promise<Operations> {
  const { config, logger } = options;
  const { charge, arrive, close } = await openRateLimiter(options);
  const documents = await findDocuments(config);
  const resolve = createDocumentResolver(documents, config.TRUSTED_DOCUMENTS, logger);
  const find = (sent: SentOperation, requestId: string) => {
    const text = resolve(sent, requestId);
    // A registered operation is kept under one name, whether clients send it or not.
    return { text, operationName: sent.operationName ?? documents?.operationNameOf(text) };
  };
  const recordRefusal = recordRefusals(logger);
  const onUndeferred = observeUndeferred(logger, options.countUndeferred);
  const observe = createObserver(options, documents);
  const open = async (supergraph: Supergraph, transport: SubgraphTransport) => {
    const graph = await openGraph(supergraph, graphOptions(options, onUndeferred));
    const handling = { ...sharingOf(config, transport), charge, logger, recordRefusal };
    return { graph, handling, use: new GraphUse(graph) };
  };
  let served = await open(options.supergraph, options.transport);
  if (config.PLAN_REGISTERED && documents !== undefined) await planRegistered(served.graph, documents);
  return {
    arrive,
    async answer(sent, context) {
      const { requestId } = context;
      const { graph, handling, use } = served;
      const began = performance.now();
      use.begin();
      try {
        const operation = inSpan(context.trace, { name: 'parse' }, () => {
          const { text, operationName } = find(sent, requestId);
          return prepare(graph, text, operationName);
        });
        if (!(operation instanceof PreparedOperation)) return observe(undefined, context, began, operation);
        if (operation.kind === OperationTypeNode.SUBSCRIPTION) throw streamOnly;
        context.onPrepared?.(operation);
        const respond = context.inParts === true && operation.defers ? handleInParts : handle;
        const outcome = await respond(graph, operation, sent.variables ?? {}, context, handling);
        if (!('parted' in outcome))
          return observe(operation, context, began, writeAnswer(outcome, requestId));
        const answer = answerInParts(outcome.parted);
        return onLastPart(answer, outcome.parted, () => void observe(operation, context, began, answer));
      } catch (thrown) {
        const answer = writeAnswer(toOutcome(thrown, requestId, logger), requestId);
        return observe(undefined, context, began, answer);
      } finally {
        use.end();
      }
    },
    resolve: (sent, requestId) => ({ ...find(sent, requestId), variables: sent.variables ?? {} }),
    countRefused: (client, received, answer) => void observe(undefined, { client }, received, answer),
    prepare: ({ text, operationName }) => prepare(served.graph, text, operationName),
    handleEvent: (resolved, context, event) => {
      const { graph, handling, use } = served;
      use.begin();
      return handleEvent(graph, resolved, context, { ...handling, ...event }).finally(() => use.end());
    },
    async replace(supergraph, transport) {
      const old = served;
      const next = await open(supergraph, transport);
      await warmOperations(next.graph, recentOperations(old.graph));
      served = next;
      old.use.retire();
    },
    recent: () => recentOperations(served.graph),
    warm: (recent) => warmOperations(served.graph, recent),
    async close() {
      await served.graph.close();
      close();
    },
  };
}

/** The parts of one graph that concurrent requests share. */
function sharingOf(
  config: RouterConfig,
  transport: SubgraphTransport,
): Pick<HandleOptions, 'transport' | 'shared'> {
  return {
    transport: config.SHARE_SUBGRAPH_REQUESTS ? shareSubgraphQueries(transport) : transport,
    shared: config.SHARE_OPERATIONS ? new SharedOperations(isLate, sizeOf) : undefined,
  };
}

/** Tells metrics of each answer, and passes it on. */
function createObserver({ observeOperation }: OperationsOptions, documents: TrustedDocuments | undefined) {
  return (
    operation: PreparedOperation | undefined,
    context: Pick<OperationContext, 'client'>,
    began: number,
    answer: Answer,
  ): Answer => {
    const name = operation && documents?.nameOf(operation.text);
    observeOperation?.({
      registered: operation && name !== undefined ? { id: operation.documentId, name } : undefined,
      client: context.client,
      failure: answer.failure,
      seconds: (performance.now() - began) / 1_000,
    });
    return answer;
  };
}

function graphOptions(
  { config, policies, openPlanner, observeLookup }: OperationsOptions,
  onUndeferred: UndeferredObserver,
) {
  return {
    openPlanner,
    structure: config.structure,
    maxTokens: config.LIMIT_TOKENS,
    cost: {
      cost: config.LIMIT_COST,
      listSize: config.LIMIT_LIST_SIZE,
      assumedListSize: config.ASSUMED_LIST_SIZE,
    },
    introspection: config.introspection,
    policies,
    observeLookup,
    onUndeferred,
    overrideLabels: config.OVERRIDE_LABELS,
    checkedScalars: config.checkedScalars,
    isPublicField: (type: string, field: string) =>
      config.PUBLIC_FIELDS.has(`${type}.${field}`) || config.PUBLIC_FIELDS.has(`${type}.*`),
  };
}

async function openRateLimiter({ config, logger, observeSharing: observe }: OperationsOptions) {
  const { REDIS_URL: url, REDIS_TIMEOUT_MS: timeoutMs, rates } = config;
  const shared =
    url === undefined ? undefined : await openRedis({ url, timeoutMs, logger, ...(observe && { observe }) });
  return { ...createRateLimiter(rates, shared), close: () => shared?.close() };
}

async function findDocuments(config: RouterConfig) {
  const { TRUSTED_DOCUMENTS_PATH: paths, TRUSTED_DOCUMENTS: mode } = config;
  if (paths !== undefined) return readTrustedDocuments(paths);
  const beside = join(dirname(config.SUPERGRAPH_PATH), 'operations/manifest.json');
  const exists = await access(beside).then(
    () => true,
    () => false,
  );
  return exists || mode !== 'accept' ? readTrustedDocuments([beside]) : undefined;
}
