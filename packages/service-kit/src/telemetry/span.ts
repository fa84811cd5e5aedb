import { SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import type { TraceContext } from './trace-context.js';

/** The instrumentation scope of all our spans. */
export const tracer = trace.getTracer('supergraph');

let isOn = false;

/** Whether this process records traces. Otherwise it only passes on the trace contexts of senders. */
export function isRecording(): boolean {
  return isOn;
}

/** Sets whether an SDK records spans from now on. */
export function setRecording(on: boolean): void {
  isOn = on;
}

export interface SpanDetails {
  readonly name: string;
  /** Only names, counts and codes. The only client text is the names in its operation. */
  readonly attributes?: Attributes;
  /** Whether another process does the work. */
  readonly isCall?: boolean;
}

/** The span of a context, if its trace is recorded in this process. */
export function recordingSpan(context: TraceContext | undefined): Span | undefined {
  if (!isOn) return undefined;
  const span = context && trace.getSpan(context);
  return span?.isRecording() === true ? span : undefined;
}

/**
 * Does work as a part of a trace. In a trace that is not recorded, this costs one comparison. An error marks the span
 * as failed without its message, because messages may contain client data.
 */
export function inSpan<Result>(
  parent: TraceContext | undefined,
  { name, attributes, isCall = false }: SpanDetails,
  work: (context: TraceContext | undefined) => Result,
): Result {
  if (parent === undefined || recordingSpan(parent) === undefined) return work(parent);
  const kind = isCall ? SpanKind.CLIENT : SpanKind.INTERNAL;
  const span = tracer.startSpan(name, { kind, ...(attributes && { attributes }) }, parent);
  try {
    const result = work(trace.setSpan(parent, span));
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    result.then(
      () => span.end(),
      (error: unknown) => endFailed(span, error),
    );
    return result;
  } catch (error) {
    endFailed(span, error);
    throw error;
  }
}

function endFailed(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
