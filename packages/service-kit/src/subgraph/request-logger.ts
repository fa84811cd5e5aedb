import type { Logger } from '../logger.js';
import { traceFields, type TraceContext } from '../telemetry/trace-context.js';

/** Returns the log of one request: each of its lines has the ids of the request and of its trace. */
export type RequestLogger = () => Logger;

/** The log is created for its first line. Most requests write none, and creating it costs as much as a line. */
export function createRequestLogger(
  logger: Logger,
  requestId: string,
  trace: TraceContext | undefined,
): RequestLogger {
  let own: Logger | undefined;
  return () => (own ??= logger.child(traceFields(requestId, trace)));
}
