import { traceFields, type Logger } from '@supergraph/service-kit/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

export interface AccessLogOptions {
  readonly logger: Logger;
  /**
   * The share of requests that get a line, 0 to 1. Requests that fail, or for which a subgraph fails, always get one.
   */
  readonly ratio: number;
  /** Called for every request that was answered although a subgraph gave no usable answer, for metrics. */
  readonly countPartial: () => void;
}

export interface AccessLog {
  /** Records that a subgraph gave no usable answer to this request. */
  noteFailure(requestId: string): void;
  /** Writes the access lines of this server's requests. */
  addTo(server: FastifyInstance): void;
}

/** A failure noted after its request has ended is never read. The oldest notes go first, so that these cannot crowd out others. */
const MAX_NOTED = 10_000;

/**
 * The maximum number of lines of failed requests per second. Under overload, writing a line for each refusal would cost a
 * quarter of its work, and whoever sends wrong requests could fill a disk.
 */
const MAX_FAILURES_PER_S = 100;

/** Writes the line of a request, with the id that the client received and without the client's data. */
export function createAccessLog({ logger, ratio, countPartial }: AccessLogOptions): AccessLog {
  const failed = new LRUCache<string, true>({ max: MAX_NOTED });
  let [second, failures, skipped] = [0, 0, 0];
  const isLogged = (isFailure: boolean): boolean => {
    if (!isFailure) return Math.random() < ratio;
    const now = Math.floor(Date.now() / 1_000);
    if (now !== second) [second, failures] = [now, 0];
    failures += 1;
    if (failures > MAX_FAILURES_PER_S) skipped += 1;
    return failures <= MAX_FAILURES_PER_S;
  };
  const finish = (request: FastifyRequest, reply: FastifyReply): void => {
    const isPartial = failed.delete(request.id);
    if (isPartial) countPartial();
    const { statusCode: status, writableFinished } = reply.raw;
    if (!isLogged(isPartial || status >= 400)) return;
    logger.info(
      {
        ...traceFields(request.id, request.trace),
        method: request.method,
        status,
        ms: Math.round(reply.elapsedTime),
        ...(isPartial && { partial: true }),
        ...(!writableFinished && { left: true }),
        ...(skipped > 0 && { skipped }),
      },
      'request',
    );
    skipped = 0;
  };
  return {
    addTo(server) {
      // Fastify's own hook for responses is not called for a client that leaves, such as the reader of a stream.
      server.addHook('onRequest', (request, reply, done) => {
        reply.raw.once('close', () => finish(request, reply));
        done();
      });
    },
    noteFailure(requestId) {
      failed.set(requestId, true);
    },
  };
}
