import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
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
  server.addHook('onRequest', (request, _reply, done) => {
    const sent = readTraceContext(request.headers);
    if (!isRecording()) request.trace = sent;
    else {
      const parent = sent ?? ROOT_CONTEXT;
      // Not the URL: the query string of a GET contains variables.
      const route = request.routeOptions.url ?? 'unknown';
      const name = `${request.method} ${route}`;
      const attributes = {
        'http.request.method': request.method,
        'http.route': route,
        'request.id': request.id,
      };
      request.trace = trace.setSpan(
        parent,
        tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent),
      );
    }
    done();
  });
  if (!isRecording()) return;
  server.addHook('onResponse', (request, reply, done) => {
    const span = recordingSpan(request.trace);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
