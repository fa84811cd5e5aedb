import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRetryBudget,
  type EnvelopeSigner,
  type Logger,
  type RetryBudget,
} from '@supergraph/service-kit';
import { Pool } from 'undici';
import type { RequestContext } from '../context.js';
import { createBreaker, type Breaker } from './breaker.js';
import { exchange, ExchangeError, type ExchangeAnswer } from './exchange.js';
import { SubgraphUnavailable } from './transport.js';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './transport.js';

/** How subgraphs are reached. */
export interface SubgraphClientOptions {
  /** Each subgraph's GraphQL endpoint, by its name in lower case. */
  readonly urls: ReadonlyMap<string, string>;
  readonly logger: Logger;
  /** Vouches for each request. `undefined`: subgraphs know nothing of envelopes. */
  readonly signer?: EnvelopeSigner | undefined;
  /** What one exchange may take, body included, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** The largest answer, in bytes. Default 32 MiB. */
  readonly maxResponseBytes?: number;
  /** Connections to one subgraph. Default 256. */
  readonly connections?: number;
  /** Told of every exchange, for metrics. */
  readonly observe?: (subgraph: string, outcome: 'answered' | 'failed', seconds: number) => void;
}

/** A {@link SubgraphTransport} with connections to close. */
export interface SubgraphClient extends SubgraphTransport {
  close(): Promise<void>;
}

interface Target {
  readonly name: string;
  readonly pool: Pool;
  readonly origin: string;
  readonly path: string;
  readonly host: string;
  readonly breaker: Breaker;
  readonly budget: RetryBudget;
}

/** Statuses that say the subgraph itself has not seen the request. */
const UNSEEN = new Set([502, 503, 504]);

/** The subgraph client of this router: a keep-alive pool, a breaker and a retry budget for each subgraph. */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const targets = new Map([...options.urls].map(([name, url]) => [name, createTarget(name, url, options)]));
  return {
    async send(request) {
      const target = targets.get(request.subgraph);
      if (target === undefined) {
        throw new SubgraphUnavailable(request.subgraph, 'SERVICE_UNAVAILABLE', 'no URL is known');
      }
      target.budget.deposit();
      const answer = await sendGuarded(target, request, options);
      return parseAnswer(request.subgraph, answer);
    },
    async close() {
      await Promise.all([...targets.values()].map(({ pool }) => pool.destroy()));
    },
  };
}

function createTarget(name: string, url: string, options: SubgraphClientOptions): Target {
  const { origin, pathname, search, host } = new URL(url);
  const pool = new Pool(origin, {
    connections: options.connections ?? 256,
    pipelining: 1,
    // Shorter than the 65 s for which our services keep an idle connection, or we would lose the race now and then.
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 60_000,
    connect: { timeout: 2_000 },
  });
  return {
    name,
    pool,
    origin,
    path: pathname + search,
    host,
    breaker: createBreaker(),
    budget: createRetryBudget({ ratio: 0.1, most: 10 }),
  };
}

/** What went wrong was the client's doing, not the subgraph's: it left, or asked for too much. */
const saysNothing: ReadonlySet<string> = new Set(['aborted', 'too large']);

async function sendGuarded(
  target: Target,
  request: SubgraphRequest,
  options: SubgraphClientOptions,
): Promise<ExchangeAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    if (!target.breaker.allows()) {
      throw new SubgraphUnavailable(target.name, 'SERVICE_UNAVAILABLE', 'the circuit is open');
    }
    try {
      const answer = await sendOnce(target, request, options);
      if (!UNSEEN.has(answer.status) || !mayRetry(attempt, target, request)) return answer;
    } catch (error) {
      const unanswered = error instanceof ExchangeError && error.failure === 'unanswered';
      if (!unanswered || !mayRetry(attempt, target, request)) throw explain(target.name, error);
    }
    // Apart, so that all who failed together do not come back together.
    await sleep(10 + Math.random() * 40);
  }
}

function mayRetry(attempt: number, target: Target, request: SubgraphRequest): boolean {
  return (
    attempt === 1 &&
    request.operation === 'query' &&
    !request.context.signal.aborted &&
    target.budget.withdraw()
  );
}

async function sendOnce(
  target: Target,
  request: SubgraphRequest,
  options: SubgraphClientOptions,
): Promise<ExchangeAnswer> {
  const { context, body } = request;
  const started = performance.now();
  const timeoutMs = Math.min(options.timeoutMs ?? 10_000, Math.max(1, context.deadline - started));
  try {
    const answer = await exchange({
      dispatcher: target.pool,
      origin: target.origin,
      path: target.path,
      headers: writeHeaders(target, body, context, options.signer),
      body,
      timeoutMs,
      maxResponseBytes: options.maxResponseBytes ?? 32 * 1024 * 1024,
      signal: context.signal,
    });
    const failed = answer.status >= 500;
    if (failed) target.breaker.failed();
    else target.breaker.succeeded();
    options.observe?.(target.name, failed ? 'failed' : 'answered', (performance.now() - started) / 1_000);
    return answer;
  } catch (error) {
    if (error instanceof ExchangeError && saysNothing.has(error.failure)) target.breaker.abandoned();
    else target.breaker.failed();
    options.observe?.(target.name, 'failed', (performance.now() - started) / 1_000);
    throw error;
  }
}

function writeHeaders(
  target: Target,
  body: string,
  context: RequestContext,
  signer: EnvelopeSigner | undefined,
): string[] {
  const headers = ['host', target.host, 'content-type', 'application/json', 'accept', 'application/json'];
  if (signer === undefined) return headers;
  const { requestId, address } = context;
  const { subject, scopes } = context.caller;
  const caller = { subject, scopes, address };
  headers.push('supergraph-envelope', signer.sign({ audience: target.name, body, caller, requestId }));
  return headers;
}

function explain(subgraph: string, error: unknown): SubgraphUnavailable {
  const timedOut = error instanceof ExchangeError && ['timed out', 'aborted'].includes(error.failure);
  const detail = error instanceof Error ? error.message : String(error);
  return new SubgraphUnavailable(subgraph, timedOut ? 'TIMEOUT' : 'SERVICE_UNAVAILABLE', detail, error);
}

/**
 * A 400 or 422 may carry GraphQL errors about what was asked; of any other failure status the body is not the
 * subgraph's answer but a proxy's, or the subgraph's complaint about us.
 */
function parseAnswer(subgraph: string, { status, body }: ExchangeAnswer): SubgraphAnswer {
  if (status !== 200 && status !== 400 && status !== 422) {
    throw new SubgraphUnavailable(subgraph, 'SERVICE_UNAVAILABLE', `status ${status}`);
  }
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch (error) {
    throw new SubgraphUnavailable(subgraph, 'SERVICE_UNAVAILABLE', 'the answer is not JSON', error);
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new SubgraphUnavailable(subgraph, 'SERVICE_UNAVAILABLE', 'the answer is not an object');
  }
  return answer;
}
