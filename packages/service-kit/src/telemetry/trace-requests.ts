import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { isRecording, recordingSpan, tracer } from './span.js';
import { readTraceContext, type TraceContext } from './trace-context.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's position in its trace, if its sender named one or this service records traces. */
    trace: TraceContext | undefined;
  }
}

/**
 * Sets the trace of every request of a server: the sender's, or, where traces are recorded, a new span in it or a new
 * trace.
 */
export function traceRequests(server: FastifyInstance): void {
  server.decorateRequest('trace', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    if (!isRecording()) {
      request.trace = readTraceContext(request.headers);
      done();
      return;
    }
    const { method, headers, routeOptions, id } = request;
    // Not the URL: the query string of a GET contains variables.
    const route = routeOptions.url ?? 'unknown';
    request.trace = beginTrace(headers, `${method} ${route}`, {
      'http.request.method': method,
      'http.route': route,
      'request.id': id,
    });
    // Unlike Fastify's `onResponse`, this also happens when the client disconnects before the end of the answer.
    reply.raw.once('close', () => endRequest(request.trace, reply.raw));
    done();
  });
}

function endRequest(request: TraceContext | undefined, { headersSent, statusCode }: ServerResponse): void {
  const span = recordingSpan(request);
  if (headersSent) span?.setAttribute('http.response.status_code', statusCode);
  if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
  span?.end();
}

/** The trace of a request: the sender's, or, where traces are recorded, a new span in it or a new trace. */
export function beginTrace(
  headers: IncomingHttpHeaders,
  name: string,
  attributes: Attributes,
): TraceContext | undefined {
  const sent = readTraceContext(headers);
  if (!isRecording()) return sent;
  const parent = sent ?? ROOT_CONTEXT;
  return trace.setSpan(parent, tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent));
}

/** Ends the span of a request, if its trace is recorded. */
export function endTrace(request: TraceContext | undefined): void {
  recordingSpan(request)?.end();
}
