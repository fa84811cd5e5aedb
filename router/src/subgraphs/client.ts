import {
  createOutboundClient,
  OutboundError,
  type EnvelopeSigner,
  type Logger,
  type OutboundClient,
  type OutboundOptions,
  type OutboundOutcome,
} from '@supergraph/service-kit/service';
import { SubgraphUnavailable } from './transport.js';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './transport.js';

/** The options of the connections to the subgraphs. */
export interface SubgraphClientsOptions {
  readonly logger: Logger;
  /** Signs each request. `undefined`: the subgraphs do not check envelopes. */
  readonly signer?: EnvelopeSigner | undefined;
  /** The time limit for an answer of this subgraph, body and retries included, in milliseconds. Default 10,000. */
  readonly timeoutMsOf?: (subgraph: string) => number | undefined;
  /** When the circuit of this subgraph opens. */
  readonly circuitOf?: (subgraph: string) => OutboundOptions<unknown>['circuit'];
  /** The maximum size of an answer, in bytes. Default 32 MiB. */
  readonly maxResponseBytes?: number;
  /** Connections to one address of a subgraph. Default 256. */
  readonly connections?: number;
  /** The age at which a connection is replaced, in milliseconds. Default 5,000. */
  readonly connectionAgeMs?: number;
  /** Called for every attempt, for metrics. */
  readonly observe?: (subgraph: string, outcome: OutboundOutcome, seconds: number) => void;
  /** Called for each client request that a subgraph gave no usable answer to. */
  readonly onFailure?: (requestId: string) => void;
  /** Called when a subgraph stops answering altogether, and when it answers again. */
  readonly onCircuitChange?: (subgraph: string, isOpen: boolean) => void;
  /** Told how many requests to a subgraph may be in flight at once, whenever that changes. */
  readonly onLimitChange?: (subgraph: string, limit: number) => void;
}

/** The subgraphs of one supergraph. */
export interface SubgraphClient extends SubgraphTransport {
  /** Closes the connections that no other supergraph uses. */
  close(): Promise<void>;
}

/** The connections of a router to its subgraphs. */
export interface SubgraphClients {
  /**
   * Opens the subgraphs of a supergraph. A subgraph that another one has at the same addresses keeps its connections, its
   * circuits and its limits.
   *
   * @param urls each subgraph's GraphQL endpoint at its addresses, by its name in lower case
   */
  open(urls: ReadonlyMap<string, readonly string[]>): SubgraphClient;
}

interface Target {
  readonly key: string;
  readonly client: OutboundClient<SubgraphAnswer>;
  readonly timeoutMs: number;
  /** The number of supergraphs that use it. */
  users: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const RETRIES = { max: 1, delayMs: 30, ratio: 0.1, saved: 10 };

/** Creates the subgraph clients of a router: one outbound client for each subgraph at its addresses. */
export function createSubgraphClients(options: SubgraphClientsOptions): SubgraphClients {
  const known = new Map<string, Target>();
  const use = (name: string, urls: readonly string[]): Target => {
    const key = [name, ...urls].join(' ');
    const target = known.get(key) ?? createTarget(key, name, urls, options);
    known.set(key, target);
    target.users += 1;
    return target;
  };
  const release = async (target: Target): Promise<void> => {
    target.users -= 1;
    if (target.users > 0) return;
    known.delete(target.key);
    await target.client.close();
  };
  return {
    open(urls) {
      const targets = new Map([...urls].map(([name, addresses]) => [name, use(name, addresses)]));
      return {
        send: (request) => sendTo(targets.get(request.subgraph), request, options),
        async close() {
          await Promise.all([...targets.values()].map(release));
        },
      };
    },
  };
}

async function sendTo(
  target: Target | undefined,
  { subgraph, body, operation, context, entities }: SubgraphRequest,
  { onFailure }: SubgraphClientsOptions,
): Promise<SubgraphAnswer> {
  if (target === undefined) throw new SubgraphUnavailable(subgraph, 'SERVICE_UNAVAILABLE', 'no URL is known');
  const { subject, scopes, session } = context.caller;
  context.waits?.begin();
  try {
    return await target.client.send({
      body,
      caller: { subject, scopes, session, address: context.address, client: context.clientName },
      requestId: context.requestId,
      trace: context.trace,
      entities,
      isRepeatable: operation === 'query',
      deadline: Math.min(context.deadline, performance.now() + target.timeoutMs),
      signal: context.signal,
    });
  } catch (error) {
    onFailure?.(context.requestId);
    throw explain(subgraph, error);
  } finally {
    context.waits?.end();
  }
}

function createTarget(
  key: string,
  name: string,
  urls: readonly string[],
  options: SubgraphClientsOptions,
): Target {
  const { logger, signer, observe, onCircuitChange, onLimitChange, connectionAgeMs } = options;
  const timeoutMs = options.timeoutMsOf?.(name) ?? DEFAULT_TIMEOUT_MS;
  const circuit = options.circuitOf?.(name);
  const client = createOutboundClient<SubgraphAnswer>({
    name,
    urls,
    logger,
    signer,
    timeoutMs,
    maxResponseBytes: options.maxResponseBytes ?? 32 * 1024 * 1024,
    connections: options.connections ?? 256,
    ...(connectionAgeMs === undefined ? {} : { connectionAgeMs }),
    ...(circuit && { circuit }),
    retries: RETRIES,
    read: (answer) => answer,
    ...(observe && { observe: (outcome, seconds) => observe(name, outcome, seconds) }),
    ...(onLimitChange && { onLimitChange: (limit) => onLimitChange(name, limit) }),
    ...(onCircuitChange && { onCircuitChange: (isOpen) => onCircuitChange(name, isOpen) }),
  });
  return { key, client, timeoutMs, users: 0 };
}

function explain(subgraph: string, error: unknown): SubgraphUnavailable {
  const outcome = error instanceof OutboundError ? error.outcome : 'failed';
  const isLate = outcome === 'timed_out' || outcome === 'abandoned';
  const detail = error instanceof Error ? error.message : String(error);
  return new SubgraphUnavailable(subgraph, isLate ? 'TIMEOUT' : 'SERVICE_UNAVAILABLE', detail, error);
}
