import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvelopeSigner, Logger } from '@supergraph/service-kit';
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleType, type IPolicy } from 'cockatiel';
import type { Registry } from 'prom-client';
import { Pool } from 'undici';
import { StockUnavailable, type Conversation } from '../../domain/stock.js';
import { exchange, TransientFailure, type Exchange } from './exchange.js';
import { createGate, GateTimeout, type Gate } from './gate.js';
import { createClientMetrics, type ClientMetrics } from './metrics.js';
import { createRetryBudget, type RetryBudget } from './retry-budget.js';

/** A GraphQL document that codegen typed. */
export interface TypedDocument<Result, Variables> {
  __apiType?(variables: Variables): Result;
  toString(): string;
}

export interface ProductsClient {
  /**
   * Asks products, again if need be: only for what is idempotent.
   *
   * @throws StockUnavailable when no answer came in time
   */
  call<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    conversation: Conversation,
  ): Promise<Result>;
  close(): Promise<void>;
}

/**
 * How long a conversation and one attempt in it may take, in milliseconds, and how many run at once. The prompt ones
 * leave a customer's two seconds something for the rest; the patient ones have few places, so that cleaning up never
 * stands in the way of customers.
 */
const paces = {
  prompt: { total: 1_500, attempt: 700, places: 32 },
  patient: { total: 5_000, attempt: 2_000, places: 3 },
} as const;

const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 40;
const MAX_ANSWER_BYTES = 1024 * 1024;
const CONNECT_MS = 500;

/** Failures in a row that open the circuit, and for how long nobody tries, in milliseconds. */
const BREAKER = { failures: 10, openMs: 1_000 };

interface Line {
  readonly to: Exchange;
  readonly gates: Readonly<Record<Conversation['pace'], Gate>>;
  readonly breaker: IPolicy;
  readonly budget: RetryBudget;
  readonly metrics: ClientMetrics;
}

export function createProductsClient(options: {
  readonly url: string;
  readonly signer: EnvelopeSigner;
  readonly logger: Logger;
  readonly registry: Registry;
}): ProductsClient {
  const { origin, pathname: path } = new URL(options.url);
  const pool = new Pool(origin, {
    connections: paces.prompt.places + paces.patient.places,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: CONNECT_MS },
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  const metrics = createClientMetrics(options.registry);
  const breaker = circuitBreaker(handleType(TransientFailure), {
    halfOpenAfter: BREAKER.openMs,
    breaker: new ConsecutiveBreaker(BREAKER.failures),
  });
  breaker.onStateChange((state) => metrics.circuit(state));
  breaker.onBreak(() => options.logger.error('products does not answer: the circuit is open'));
  breaker.onReset(() => options.logger.info('products answers again: the circuit is closed'));
  const line: Line = {
    to: { pool, path, signer: options.signer },
    gates: { prompt: createGate(paces.prompt.places), patient: createGate(paces.patient.places) },
    breaker,
    budget: createRetryBudget({ ratio: 0.2, most: 50 }),
    metrics,
  };
  return {
    async call<Result, Variables>(
      document: TypedDocument<Result, Variables>,
      variables: Variables,
      conversation: Conversation,
    ): Promise<Result> {
      const body = JSON.stringify({ query: document.toString(), variables });
      return (await converse(line, body, conversation)) as Result;
    },
    close: () => pool.destroy(),
  };
}

async function converse(line: Line, body: string, { requestId, pace }: Conversation): Promise<unknown> {
  const done = line.metrics.start();
  const end = performance.now() + paces[pace].total;
  line.budget.deposit();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await attemptOnce(line, body, requestId, pace, end);
      done('answered');
      return answer;
    } catch (error) {
      if (!isTransient(error)) {
        done('refused');
        throw error;
      }
      if (!(await mayRetry(line, error, attempt, end))) {
        done('unavailable');
        throw new StockUnavailable(error.message, error);
      }
      line.metrics.retried();
    }
  }
}

/** Waits for a free place, then asks. The attempt's own time begins when it has one. */
async function attemptOnce(
  { to, gates, breaker }: Line,
  body: string,
  requestId: string,
  pace: Conversation['pace'],
  end: number,
): Promise<unknown> {
  const leave = await gates[pace].enter(end - performance.now());
  try {
    return await breaker.execute(() => {
      const limitMs = Math.min(paces[pace].attempt, end - performance.now());
      return exchange(to, body, requestId, limitMs);
    });
  } finally {
    leave();
  }
}

/** A broken circuit or an ended conversation says no at once; anything else after a short, random wait. */
async function mayRetry({ budget }: Line, error: Error, attempt: number, end: number): Promise<boolean> {
  if (!(error instanceof TransientFailure) || attempt >= MAX_ATTEMPTS) return false;
  const wait = RETRY_DELAY_MS * attempt * (0.5 + Math.random());
  if (performance.now() + wait >= end || !budget.withdraw()) return false;
  await sleep(wait);
  return true;
}

function isTransient(error: unknown): error is Error {
  return (
    error instanceof TransientFailure ||
    error instanceof BrokenCircuitError ||
    error instanceof GateTimeout
  );
}
