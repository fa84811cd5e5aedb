import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRetryBudget,
  type EnvelopeSigner,
  type Logger,
  type RetryBudget,
} from '@supergraph/service-kit';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { Registry } from 'prom-client';
import { Pool } from 'undici';
import { StockFailed, StockUnavailable, type CallOptions } from '../../domain/stock.js';
import { exchange, FailureAnswered, TransientFailure, Unanswered, type Exchange } from './exchange.js';
import { createGate, GateTimeout, type Gate } from './gate.js';
import { createClientMetrics, type ClientMetrics } from './metrics.js';

/** A GraphQL document that codegen typed. */
export interface TypedDocument<Result, Variables> {
  __apiType?(variables: Variables): Result;
  toString(): string;
}

export interface ProductsClient {
  /**
   * Asks products, again if need be: only for what is idempotent.
   *
   * @throws StockUnavailable when no answer came in time; StockFailed when products answered that it failed
   */
  call<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    conversation: CallOptions,
  ): Promise<Result>;
  close(): Promise<void>;
}

/**
 * How many conversations run at once, how long one waits for its place, and how long it and one attempt in it may take
 * then, in milliseconds. Prompt ones leave a customer's two seconds something for the rest. They wait longer than that
 * for a place only while products answers, and is merely busy: when it does not, the circuit opens and nobody waits.
 * Patient ones have few places, so that cleaning up never stands in the way of customers.
 */
const paces = {
  prompt: { places: 12, wait: 4_000, total: 1_400, attempt: 900 },
  patient: { places: 4, wait: 5_000, total: 5_000, attempt: 2_000 },
} as const;

const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 40;
const MAX_ANSWER_BYTES = 1024 * 1024;
const CONNECT_MS = 500;

/**
 * Failures in a row that open the circuit, and for how long nobody tries, in milliseconds. An attempt that ended without
 * any answer counts for more: many orders wait for it, and others behind them.
 */
const BREAKER = { failures: 10, unanswered: 4, openMs: 1_000 };

interface Line {
  readonly to: Exchange;
  readonly gates: Readonly<Record<CallOptions['pace'], Gate>>;
  readonly breaker: CircuitBreakerPolicy;
  readonly failures: ConsecutiveBreaker;
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
  const failures = new ConsecutiveBreaker(BREAKER.failures);
  const breaker = circuitBreaker(handleWhen(saysThatProductsIsGone), {
    halfOpenAfter: BREAKER.openMs,
    breaker: failures,
  });
  breaker.onStateChange((state) => metrics.circuit(state));
  breaker.onBreak(() => options.logger.error('products does not answer: the circuit is open'));
  breaker.onReset(() => options.logger.info('products answers again: the circuit is closed'));
  const line: Line = {
    to: { pool, path, signer: options.signer },
    gates: { prompt: createGate(paces.prompt.places), patient: createGate(paces.patient.places) },
    breaker,
    failures,
    budget: createRetryBudget({ ratio: 0.2, most: 50 }),
    metrics,
  };
  return {
    async call<Result, Variables>(
      document: TypedDocument<Result, Variables>,
      variables: Variables,
      conversation: CallOptions,
    ): Promise<Result> {
      const body = JSON.stringify({ query: document.toString(), variables });
      return (await converse(line, body, conversation)) as Result;
    },
    close: () => pool.destroy(),
  };
}

/** Holds its place from the first attempt to the last: what waits between two is soon over. */
async function converse(line: Line, body: string, { requestId, pace }: CallOptions): Promise<unknown> {
  const done = line.metrics.start();
  try {
    const leave = await line.gates[pace].enter(paces[pace].wait);
    const answer = await askRepeatedly(line, body, requestId, pace).finally(leave);
    done('answered');
    return answer;
  } catch (error) {
    done(isTransient(error) ? 'unavailable' : 'refused');
    if (error instanceof FailureAnswered) throw new StockFailed(error.message, error);
    throw isTransient(error) ? new StockUnavailable(error.message, error) : error;
  }
}

async function askRepeatedly(
  line: Line,
  body: string,
  requestId: string,
  pace: CallOptions['pace'],
): Promise<unknown> {
  const end = performance.now() + paces[pace].total;
  line.budget.deposit();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const limitMs = Math.min(paces[pace].attempt, end - performance.now());
      return await throughCircuit(line, () => attemptOnce(line, body, requestId, limitMs));
    } catch (error) {
      if (!isTransient(error) || !(await mayRetry(line, error, attempt, end))) throw error;
      line.metrics.retried();
    }
  }
}

/**
 * While one call finds out whether products is back, the others are told that it is not: they would have to wait for
 * as long as that one is patient, which no limit of their own bounds.
 */
function throughCircuit<Result>({ breaker }: Line, attempt: () => Promise<Result>): Promise<Result> {
  if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
  return breaker.execute(attempt);
}

async function attemptOnce({ to, failures }: Line, body: string, requestId: string, limitMs: number) {
  try {
    return await exchange(to, body, requestId, limitMs);
  } catch (error) {
    if (error instanceof Unanswered) failures.state += BREAKER.unanswered - 1;
    throw error;
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

/** Who answers is there, also for others: one order that fails time and again is not to take products from all. */
function saysThatProductsIsGone(error: Error): boolean {
  return error instanceof TransientFailure && !(error instanceof FailureAnswered);
}

function isTransient(error: unknown): error is Error {
  return (
    error instanceof TransientFailure || error instanceof BrokenCircuitError || error instanceof GateTimeout
  );
}
