import {
  createOutboundClient,
  OutboundError,
  type EnvelopeSigner,
  type Logger,
  type OutboundClient,
} from '@supergraph/service-kit';
import type { Registry } from 'prom-client';
import { StockFailed, StockUnavailable, type CallOptions } from '../../domain/stock.js';
import { FailureAnswered, InvalidRequest, readAnswer, type Data } from './answer.js';
import { createGate, GateTimeout, type Gate } from './gate.js';
import { createClientMetrics, type ClientMetrics } from './metrics.js';

/** A GraphQL document with types from codegen. */
export interface TypedDocument<Result, Variables> {
  __apiType?(variables: Variables): Result;
  toString(): string;
}

export interface ProductsClient {
  /**
   * Calls products with retries. Use it only for idempotent operations.
   *
   * @throws StockUnavailable when no answer came in time, StockFailed when products answered with a failure
   */
  call<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options: CallOptions,
  ): Promise<Result>;
  close(): Promise<void>;
}

/**
 * For each pace: the maximum number of concurrent calls, the wait for a place, and then the time limits of the whole
 * call and of one attempt, in milliseconds. A prompt call leaves part of a customer's two seconds for the rest of the
 * request. Its longer wait for a place matters only while products is busy but answers: otherwise the circuit opens and
 * no call waits. Patient calls have few places, so that background work never delays customers.
 */
const paces = {
  prompt: { places: 12, wait: 4_000, total: 1_400, attempt: 900 },
  patient: { places: 4, wait: 5_000, total: 5_000, attempt: 2_000 },
} as const;

const RETRIES = { max: 2, delayMs: 40, ratio: 0.2, saved: 50 };
const MAX_ANSWER_BYTES = 1024 * 1024;
const CONNECT_MS = 500;

/** Orders calls as itself here, not for a user: stock is a matter between the two services. */
const ITSELF = { subject: undefined, scopes: new Set<string>() };

interface Line {
  readonly client: OutboundClient<Data>;
  readonly gates: Readonly<Record<CallOptions['pace'], Gate>>;
  readonly metrics: ClientMetrics;
}

export interface ProductsClientOptions {
  /** The GraphQL endpoint of products, at one or several addresses. */
  readonly urls: readonly string[];
  readonly signer: EnvelopeSigner;
  readonly logger: Logger;
  readonly registry: Registry;
}

export function createProductsClient({
  urls,
  signer,
  logger,
  registry,
}: ProductsClientOptions): ProductsClient {
  const metrics = createClientMetrics(registry);
  const client = createOutboundClient<Data>({
    name: 'products',
    urls,
    signer,
    logger,
    timeoutMs: paces.patient.attempt,
    maxResponseBytes: MAX_ANSWER_BYTES,
    connections: paces.prompt.places + paces.patient.places,
    connectMs: CONNECT_MS,
    retries: RETRIES,
    read: readAnswer,
    observe: (outcome) => metrics.attempted(outcome),
    onCircuitChange: (isOpen) => metrics.circuit(isOpen),
  });
  const gates = { prompt: createGate(paces.prompt.places), patient: createGate(paces.patient.places) };
  const line: Line = { client, gates, metrics };
  return {
    async call<Result, Variables>(
      document: TypedDocument<Result, Variables>,
      variables: Variables,
      options: CallOptions,
    ): Promise<Result> {
      const body = JSON.stringify({ query: document.toString(), variables });
      return (await converse(line, body, options)) as Result;
    },
    close: () => client.close(),
  };
}

/** Keeps its place from the first attempt to the last, because the wait between two attempts is short. */
async function converse(line: Line, body: string, { requestId, pace }: CallOptions): Promise<Data> {
  const { total, attempt, wait } = paces[pace];
  const done = line.metrics.start();
  try {
    const leave = await line.gates[pace].enter(wait);
    const deadline = performance.now() + total;
    const answer = await line.client
      .send({ body, caller: ITSELF, requestId, isRepeatable: true, deadline, timeoutMs: attempt })
      .finally(leave);
    done('answered');
    return answer;
  } catch (error) {
    const failure = explain(error);
    done(failure instanceof StockUnavailable ? 'unavailable' : 'refused');
    throw failure;
  }
}

function explain(error: unknown): unknown {
  if (error instanceof FailureAnswered) return new StockFailed(error.message, error);
  if (error instanceof GateTimeout) return new StockUnavailable(error.message, error);
  if (!(error instanceof OutboundError) || error instanceof InvalidRequest) return error;
  // Also while products refuses every envelope, because of keys or clocks: orders wait until an operator sets them right.
  return new StockUnavailable(`products: ${error.message}`, error);
}
