import {
  createOutboundClient,
  OutboundError,
  type EnvelopeSigner,
  type Logger,
  type OutboundClient,
  type OutboundOptions,
  type OutboundOutcome,
} from '@supergraph/service-kit';
import { SubgraphUnavailable } from './transport.js';
import type { SubgraphAnswer, SubgraphTransport } from './transport.js';

/** The options of the connection to the subgraphs. */
export interface SubgraphClientOptions {
  /** Each subgraph's GraphQL endpoint at its addresses, by its name in lower case. */
  readonly urls: ReadonlyMap<string, readonly string[]>;
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

/** A {@link SubgraphTransport} with connections to close. */
export interface SubgraphClient extends SubgraphTransport {
  close(): Promise<void>;
}

interface Target {
  readonly client: OutboundClient<SubgraphAnswer>;
  readonly timeoutMs: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const RETRIES = { max: 1, delayMs: 30, ratio: 0.1, saved: 10 };

/** The subgraph client of this router: one outbound client for each subgraph. */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const targets = new Map([...options.urls].map(([name, urls]) => [name, createTarget(name, urls, options)]));
  return {
    async send({ subgraph, body, operation, context, entities }) {
      const target = targets.get(subgraph);
      if (target === undefined) {
        throw new SubgraphUnavailable(subgraph, 'SERVICE_UNAVAILABLE', 'no URL is known');
      }
      const { subject, scopes, session } = context.caller;
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
        options.onFailure?.(context.requestId);
        throw explain(subgraph, error);
      }
    },
    async close() {
      await Promise.all([...targets.values()].map(({ client }) => client.close()));
    },
  };
}

function createTarget(name: string, urls: readonly string[], options: SubgraphClientOptions): Target {
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
  return { client, timeoutMs };
}

function explain(subgraph: string, error: unknown): SubgraphUnavailable {
  const outcome = error instanceof OutboundError ? error.outcome : 'failed';
  const isLate = outcome === 'timed_out' || outcome === 'abandoned';
  const detail = error instanceof Error ? error.message : String(error);
  return new SubgraphUnavailable(subgraph, isLate ? 'TIMEOUT' : 'SERVICE_UNAVAILABLE', detail, error);
}
