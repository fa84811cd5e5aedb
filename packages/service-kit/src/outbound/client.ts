import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createConcurrencyGate,
  type ConcurrencyGate,
  type Place,
  type ResizableGate,
} from '../concurrency/gate.js';
import type { EnvelopeContent, EnvelopeSigner } from '../envelope/signer.js';
import { networkOf } from '../http/network.js';
import type { Logger } from '../logger.js';
import { inSpan, recordingSpan } from '../telemetry/span.js';
import type { TraceContext } from '../telemetry/trace-context.js';
import { AddressList } from './address-list.js';
import type { Address, Attempt } from './address.js';
import { parseAnswer, type GraphQLAnswer } from './answer.js';
import type { CircuitRules } from './circuit.js';
import { ExchangeError, type StopSignal } from './exchange.js';
import { createFailureLog, type FailureLog } from './failure-log.js';
import { OutboundError, type OutboundOutcome } from './outcome.js';
import { writeHeaders, writeProbeHeaders } from './request-headers.js';
import { createRetryBudget, type RetryBudget } from './retry-budget.js';

/** The configuration of a client for another service. */
export interface OutboundOptions<Answer> {
  /** The service's name, used as the audience of envelopes and in logs. */
  readonly name: string;
  /**
   * Its GraphQL endpoint at one or several URLs. Each IP address of a URL's host is an address of its own, and each
   * request goes to the least loaded available address.
   */
  readonly urls: readonly string[];
  readonly logger: Logger;
  /** Signs each request. `undefined`: the service does not use envelopes. */
  readonly signer?: EnvelopeSigner | undefined;
  /** The maximum time of one attempt, body included, in milliseconds. */
  readonly timeoutMs: number;
  /** The maximum size of an answer, in bytes. */
  readonly maxResponseBytes: number;
  /** The maximum number of connections, and of requests in flight, per address. A slow service gets fewer requests. */
  readonly connections: number;
  /** The maximum time to open a connection, in milliseconds. Default 2,000. */
  readonly connectMs?: number;
  /** The age at which connections begin to be replaced, in milliseconds. Default 20,000. */
  readonly connectionAgeMs?: number;
  /** The time between two lookups of the URLs' hosts, in milliseconds. Default 3,000. */
  readonly lookupMs?: number;
  /** Resolves the URLs' hosts. Default: the system's resolver. */
  readonly lookup?: LookupFunction;
  readonly circuit?: CircuitRules;
  readonly retries: RetryOptions;
  /** Reads an answer. It throws {@link OutboundError} for an answer that represents a failure. */
  readonly read: (answer: GraphQLAnswer) => Answer;
  /** Called after every attempt, for metrics. */
  readonly observe?: (outcome: OutboundOutcome, seconds: number) => void;
  /** Called when the last available address stops answering, and when one answers again. */
  readonly onCircuitChange?: (isOpen: boolean) => void;
  /** Called with the maximum number of requests in flight whenever it changes. */
  readonly onLimitChange?: (limit: number) => void;
}

export interface RetryOptions {
  /** The maximum number of retries of one request. While nothing was sent, further addresses are tried anyway. */
  readonly max: number;
  /** The mean delay before the first retry, in milliseconds. It grows with each retry. */
  readonly delayMs: number;
  /** How many retries each request adds to the shared retry budget. */
  readonly ratio: number;
  /** The maximum of unused retries in the budget. */
  readonly saved: number;
}

/** One GraphQL request to another service. */
export interface OutboundRequest {
  /** The JSON to POST. */
  readonly body: string;
  readonly caller: EnvelopeContent['caller'];
  readonly requestId: string;
  /** The request's position in its trace. Default: the position of the code that sends it. */
  readonly trace?: TraceContext | undefined;
  /** The number of entities that it fetches, for the trace. */
  readonly entities?: number | undefined;
  /** Whether the request is idempotent. */
  readonly isRepeatable: boolean;
  /** The time by which all attempts must have ended, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** A time limit for one attempt that is shorter than the client's own, in milliseconds. */
  readonly timeoutMs?: number;
  /** Aborted when no client waits for the answer any more. */
  readonly signal?: StopSignal | undefined;
}

/** Sends GraphQL requests to one other service. */
export interface OutboundClient<Answer> {
  /** @throws OutboundError when there is no usable answer */
  send(request: OutboundRequest): Promise<Answer>;
  close(): Promise<void>;
}

interface Service<Answer> {
  readonly options: OutboundOptions<Answer>;
  readonly addresses: AddressList;
  readonly budget: RetryBudget;
  readonly failures: FailureLog;
  readonly gate: ConcurrencyGate;
}

const DEFAULT_CONNECT_MS = 2_000;
const DEFAULT_CONNECTION_AGE_MS = 20_000;

/**
 * An instance is gone after three lookups without it, so it must go on answering for three times this time after the name
 * service no longer returns it.
 */
const DEFAULT_LOOKUP_MS = 3_000;

/** This many requests may always be in flight, however slow the service is. */
const MIN_CONCURRENT = 16;

/** A mean latency up to a tenth of the time limit, or up to twice the service's baseline, is no overload. */
const TOLERATED_SHARE = 0.1;
const TOLERANCE = 2;

/**
 * A time-out is evidence about the service only after this share of the full time: the request's deadline may cut it.
 */
const FULL_SHARE = 0.9;

/**
 * Creates the client by which one service calls another: connection pool, deadline, size limit, retry budget, circuit
 * breaker and envelope.
 */
export function createOutboundClient<Answer>(options: OutboundOptions<Answer>): OutboundClient<Answer> {
  const { name, retries, logger, connections } = options;
  const gate = openGate(options);
  const addresses = new AddressList(options.urls, {
    ...options,
    connectMs: options.connectMs ?? DEFAULT_CONNECT_MS,
    connectionAgeMs: options.connectionAgeMs ?? DEFAULT_CONNECTION_AGE_MS,
    lookup: options.lookup ?? lookup,
    intervalMs: options.lookupMs ?? DEFAULT_LOOKUP_MS,
    circuit: options.circuit ?? {},
    probeHeaders: (host, body) => writeProbeHeaders(host, body, options),
    onSizeChange: (size) => gate.resize(connections * size),
  });
  const failures = createFailureLog(logger, name);
  const budget = createRetryBudget({ ratio: retries.ratio, most: retries.saved });
  const service: Service<Answer> = { options, addresses, budget, failures, gate };
  return {
    send: (request) => sendTraced(service, request),
    async close() {
      failures.close();
      await addresses.close();
    },
  };
}

function openGate({ connections, urls, timeoutMs, onLimitChange }: OutboundOptions<unknown>): ResizableGate {
  const max = connections * urls.length;
  return createConcurrencyGate({
    limit: {
      min: Math.min(MIN_CONCURRENT, max),
      max,
      toleratedMs: TOLERATED_SHARE * timeoutMs,
      tolerance: TOLERANCE,
    },
    observe: onLimitChange,
  });
}

function sendTraced<Answer>(service: Service<Answer>, request: OutboundRequest): Promise<Answer> {
  const { name } = service.options;
  const { entities } = request;
  const parent = request.trace ?? ambientTrace();
  if (recordingSpan(parent) === undefined) return sendRepeatedly(service, withTrace(request, parent));
  const attributes = {
    'graphql.subgraph.name': name,
    ...(entities !== undefined && { 'graphql.entities': entities }),
  };
  return inSpan(parent, { name: `fetch ${name}`, attributes, isCall: true }, (trace) =>
    sendRepeatedly(service, withTrace(request, trace)),
  );
}

/** The trace of the code that runs; undefined outside of all traces. */
function ambientTrace(): TraceContext | undefined {
  const active = context.active();
  return active === ROOT_CONTEXT ? undefined : active;
}

function withTrace(request: OutboundRequest, trace: TraceContext | undefined): OutboundRequest {
  return trace === request.trace ? request : { ...request, trace };
}

async function sendRepeatedly<Answer>(service: Service<Answer>, request: OutboundRequest): Promise<Answer> {
  const { addresses, budget, options } = service;
  const failed: Address[] = [];
  budget.deposit();
  for (;;) {
    try {
      return await attemptOnce(service, failed, request);
    } catch (error) {
      if (!(error instanceof OutboundError) || !error.transient || request.signal?.aborted === true)
        throw error;
      // The random part keeps requests that failed together from being retried together.
      const wait = options.retries.delayMs * failed.length * (0.5 + Math.random());
      if (performance.now() + wait >= request.deadline || !takeRetry(service, failed, request, error))
        throw error;
      await sleep(wait);
      // A retry would not be sent, and its failure would say less than this one.
      if (addresses.isUnavailable) throw error;
    }
  }
}

/** Whether the request may be repeated. If so, its retry is taken from the budget where it needs one. */
function takeRetry(
  { addresses, budget, options }: Service<unknown>,
  failed: readonly Address[],
  request: OutboundRequest,
  error: OutboundError,
): boolean {
  const movesOn = addresses.hasOther(failed) && isBoundToAddress(error, request);
  if (failed.length <= options.retries.max) return movesOn || (request.isRepeatable && budget.withdraw());
  // Two dead addresses of many must not fail a request.
  return movesOn && wasNotSent(error) && failed.length < addresses.size;
}

/**
 * Sends one attempt as soon as the gate admits it. Further async functions in between would cost time in every request.
 *
 * @param failed the addresses that the request has failed at; the attempt's own is added when it fails
 */
async function attemptOnce<Answer>(
  { options, addresses, failures, gate }: Service<Answer>,
  failed: Address[],
  request: OutboundRequest,
): Promise<Answer> {
  const started = performance.now();
  let address = addresses.choose(failed);
  let place: Place | undefined;
  let attempt: Attempt | undefined;
  let isSample = false;
  try {
    if (address === undefined) throw circuitOpen();
    const entering = gate.enter(networkOf(request.caller.address ?? ''));
    if (entering instanceof Promise) {
      place = await entering;
      assertStillWanted(request);
      // During the wait the circuit may have opened, or the address may have gone.
      if (!address.isUsable) address = addresses.choose(failed);
    } else place = entering;
    if (place === undefined) {
      throw new OutboundError(
        'overloaded',
        `${gate.limit} requests are in progress, and none of them ended in time`,
      );
    }
    if (address === undefined) throw circuitOpen();
    attempt = attemptOf(options, address, request, place.began);
    const answer = parseAnswer(await address.send(attempt));
    isSample = true;
    const read = options.read(answer);
    options.observe?.('answered', (performance.now() - started) / 1_000);
    return read;
  } catch (error) {
    isSample ||= isFullTimeOut(error, attempt);
    const failure = explain(error, request.deadline);
    options.observe?.(failure.outcome, (performance.now() - started) / 1_000);
    if (failure.outcome !== 'abandoned') failures.note(failure, request.requestId);
    if (address !== undefined) failed.push(address);
    throw failure;
  } finally {
    if (place !== undefined) gate.leave(place, isSample);
  }
}

/** Whether the service had all the time that it may take, so that the time measures it. */
function isFullTimeOut(error: unknown, attempt: Attempt | undefined): boolean {
  return attempt?.isFullTime === true && error instanceof ExchangeError && error.failure === 'timed out';
}

/** A request that waited for its turn may have waited too long. @throws OutboundError */
function assertStillWanted({ signal, deadline }: OutboundRequest): void {
  if (signal?.aborted === true) throw new OutboundError('abandoned', 'nobody waits for the answer any more');
  if (performance.now() >= deadline) throw new OutboundError('timed_out', 'its turn came after its deadline');
}

function attemptOf(
  options: OutboundOptions<unknown>,
  address: Address,
  request: OutboundRequest,
  now: number,
): Attempt {
  const { body, signal, timeoutMs } = request;
  const fullMs = timeoutMs === undefined ? options.timeoutMs : Math.min(timeoutMs, options.timeoutMs);
  const limitMs = Math.max(1, Math.min(fullMs, request.deadline - now));
  const headers = writeHeaders(address.host, body, request, options);
  return { headers, body, limitMs, isFullTime: limitMs > FULL_SHARE * fullMs, signal, now };
}

/**
 * Whether another address may answer the request and takes no more than its share: without a connection, nothing was
 * done, and a silent address fails each request once until its circuit closes again.
 */
function isBoundToAddress(error: OutboundError, { isRepeatable }: OutboundRequest): boolean {
  const { cause } = error;
  return wasNotSent(error) || (cause instanceof ExchangeError && cause.failure === 'silent' && isRepeatable);
}

function wasNotSent({ cause }: OutboundError): boolean {
  return cause instanceof ExchangeError && !cause.wasSent;
}

function circuitOpen(): OutboundError {
  return new OutboundError('circuit_open', 'the circuit is open');
}

function explain(error: unknown, deadline: number): OutboundError {
  if (error instanceof OutboundError) return error;
  if (!(error instanceof ExchangeError)) {
    return new OutboundError('failed', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const message = `${error.failure}${cause}`;
  if (error.failure === 'timed out' || error.failure === 'silent')
    return new OutboundError('timed_out', message, { transient: true, cause: error });
  // The request's own deadline aborts it in the same way as its client's disconnection.
  if (error.failure === 'aborted') {
    return new OutboundError(performance.now() >= deadline - 1 ? 'timed_out' : 'abandoned', message, {
      cause: error,
    });
  }
  return new OutboundError('failed', message, { transient: error.failure !== 'too large', cause: error });
}
