import type { ServerResponse } from 'node:http';
import type { onRequestHookHandler } from 'fastify';
import type { Registry } from 'prom-client';
import type { Caller } from '../envelope/caller.js';
import { SummedHistogram } from '../telemetry/summed-histogram.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller, once the request's envelope is verified. */
    caller: Caller | undefined;
  }
}

/** In seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The labels of each outcome. */
const OUTCOMES = {
  answered: { outcome: 'answered' },
  failed: { outcome: 'failed' },
  refused: { outcome: 'refused' },
  left: { outcome: 'left' },
} as const;

export interface RequestMetrics {
  /** Measures a request from its headers to the end of its answer. Streams of events are not measured. */
  readonly measure: onRequestHookHandler;
  /** Notes that the answer to this caller's request has an error that is a fault of the service. */
  readonly addFault: (caller: Caller) => void;
}

/** Counts and times the GraphQL requests of a subgraph by their outcome. */
export function createRequestMetrics(registry: Registry): RequestMetrics {
  const seconds = new SummedHistogram({
    name: 'subgraph_request_seconds',
    help: 'GraphQL requests: answered, failed by a fault of the service, refused with a status of 4xx, left by the caller.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  for (const labels of Object.values(OUTCOMES)) seconds.zero(labels);
  const faulty = new WeakSet<Caller>();
  return {
    measure(request, reply, done) {
      if (!acceptsEvents(request.headers)) {
        const began = performance.now();
        // Unlike Fastify's `onResponse`, this also happens when the client disconnects before the end of the answer.
        reply.raw.once('close', () => {
          const isFaulty = request.caller !== undefined && faulty.has(request.caller);
          seconds.observe(OUTCOMES[outcomeOf(reply.raw, isFaulty)], (performance.now() - began) / 1_000);
        });
      }
      done();
    },
    addFault: (caller) => void faulty.add(caller),
  };
}

/** Whether the sender of a request asks for a stream of events. */
export function acceptsEvents({ accept }: { readonly accept?: string | undefined }): boolean {
  return accept?.includes('text/event-stream') === true;
}

function outcomeOf(
  { writableFinished, statusCode }: ServerResponse,
  isFaulty: boolean,
): keyof typeof OUTCOMES {
  if (!writableFinished) return 'left';
  if (isFaulty || statusCode >= 500) return 'failed';
  return statusCode >= 400 ? 'refused' : 'answered';
}
