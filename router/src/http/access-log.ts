import { traceFields, type Logger, type TraceContext } from '@supergraph/service-kit/service';
import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { PreparedOperation } from '../operation/prepared-operation.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's operation, once that is known to be valid. */
    operation: LoggedOperation | undefined;
  }
}

/** The parts of an operation that its access line has. */
export type LoggedOperation = Pick<PreparedOperation, 'documentId' | 'parts'>;

export interface AccessLogOptions {
  readonly logger: Logger;
  /**
   * The share of requests that get a line, 0 to 1. Requests that fail, or for which a subgraph fails, always get one.
   */
  readonly ratio: number;
  /** Called for every request that was answered although a subgraph gave no usable answer, for metrics. */
  readonly countPartial: () => void;
}

/** A request, or an operation over WebSocket, that has ended. */
export interface AccessEntry {
  readonly requestId: string;
  readonly trace: TraceContext | undefined;
  /** Undefined for a request that did not become a valid operation. */
  readonly operation: LoggedOperation | undefined;
  /** `GET`, `POST` and so on, or `WEBSOCKET`. */
  readonly method: string;
  /** The status of the answer; over WebSocket, the one that it has over HTTP. */
  readonly status: number;
  /** The time from the request to the end of its answer or stream, in milliseconds. */
  readonly ms: number;
  /** Whether the client disconnected before the end of its answer or stream. */
  readonly hasLeft: boolean;
}

export interface AccessLog {
  /** Records that a subgraph gave no usable answer to this request. */
  noteFailure(requestId: string): void;
  /** Writes the access line of a request that has ended, unless it is one of those that get none. */
  write(entry: AccessEntry): void;
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

/** The maximum length of an operation's name in a line: clients choose it, and may fill a disk with long ones. */
const MAX_NAME = 100;

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
  const write = ({ requestId, trace, operation, method, status, ms, hasLeft }: AccessEntry): void => {
    const isPartial = failed.delete(requestId);
    if (isPartial) countPartial();
    if (!isLogged(isPartial || status >= 400)) return;
    logger.info(
      {
        ...traceFields(requestId, trace),
        ...(operation && {
          operation: operation.parts.definition.name?.value.slice(0, MAX_NAME),
          documentId: operation.documentId,
        }),
        method,
        status,
        ms: Math.round(ms),
        ...(isPartial && { partial: true }),
        ...(hasLeft && { left: true }),
        ...(skipped > 0 && { skipped }),
      },
      'request',
    );
    skipped = 0;
  };
  return {
    write,
    addTo(server) {
      server.decorateRequest('operation', undefined);
      // Fastify's own hook for responses is not called for a client that leaves, such as the reader of a stream.
      server.addHook('onRequest', (request, reply, done) => {
        const { id: requestId, method } = request;
        reply.raw.once('close', () => {
          const { statusCode: status, writableFinished } = reply.raw;
          const { trace, operation } = request;
          const ms = reply.elapsedTime;
          write({ requestId, trace, operation, method, status, ms, hasLeft: !writableFinished });
        });
        done();
      });
    },
    noteFailure(requestId) {
      failed.set(requestId, true);
    },
  };
}
