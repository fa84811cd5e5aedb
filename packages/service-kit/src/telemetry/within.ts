import { context } from '@opentelemetry/api';
import type { TraceContext } from './trace-context.js';

/**
 * Does work within a trace. Work without a trace, or in the trace already, enters no context: from the first one that is
 * entered, Node 20 tracks every promise of the process.
 */
export function within<Result>(trace: TraceContext | undefined, work: () => Result): Result {
  return trace === undefined || trace === context.active() ? work() : context.with(trace, work);
}
