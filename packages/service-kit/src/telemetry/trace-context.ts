import {
  createTraceState,
  INVALID_SPANID,
  INVALID_TRACEID,
  ROOT_CONTEXT,
  trace,
  type Context,
} from '@opentelemetry/api';
import type { IncomingHttpHeaders } from 'node:http';

/** The position of a request in its trace: the parent of its next spans. */
export type TraceContext = Context;

/** The fields that all log lines of one client request share in every service. */
export interface TraceFields {
  readonly requestId: string;
  /** The request's trace, if it has one. */
  readonly traceId?: string;
}

/** The `traceparent` header of W3C Trace Context, version 00. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The maximum length of a `tracestate` that is passed on, in characters, from the specification. */
const MAX_TRACESTATE = 512;

/** Reads the W3C trace context of a request. Invalid headers are neither passed on nor logged. */
export function readTraceContext({ traceparent, tracestate }: IncomingHttpHeaders): TraceContext | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (traceId === INVALID_TRACEID || spanId === INVALID_SPANID) return undefined;
  const isStated = typeof tracestate === 'string' && tracestate.length <= MAX_TRACESTATE;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
    ...(isStated && { traceState: createTraceState(tracestate) }),
  });
}

/** The headers that pass the trace to the next service, as alternating names and values. */
export function writeTraceContext(context: TraceContext | undefined): readonly string[] {
  const span = context && trace.getSpanContext(context);
  if (span === undefined) return NO_HEADERS;
  const { traceId, spanId, traceFlags } = span;
  const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  const state = span.traceState?.serialize() ?? '';
  return state === '' ? ['traceparent', traceparent] : ['traceparent', traceparent, 'tracestate', state];
}

const NO_HEADERS: readonly string[] = [];

/** The fields that identify the log lines of a request. */
export function traceFields(requestId: string, context: TraceContext | undefined): TraceFields {
  const traceId = context && trace.getSpanContext(context)?.traceId;
  return traceId === undefined ? { requestId } : { requestId, traceId };
}
