/** What log lines of one client request have in common, in every service. */
export interface TraceFields {
  readonly requestId: string;
  /** The trace that the request belongs to, when its sender named one. */
  readonly traceId?: string;
}

/** `traceparent` as W3C Trace Context has it, version 00. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A header that is a W3C trace context; anything else is neither passed on nor logged. */
export function readTraceparent(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && TRACEPARENT.test(header) ? header : undefined;
}

/** The fields by which the log lines of a request are found. */
export function readTrace(requestId: string, header: string | string[] | undefined): TraceFields {
  const traceId = typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined;
  return traceId === undefined ? { requestId } : { requestId, traceId };
}
