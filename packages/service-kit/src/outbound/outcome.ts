/**
 * The result of one attempt to get an answer from another service.
 *
 * - `answered`: a GraphQL answer, with or without errors
 * - `refused`: the service does not accept requests from this sender, for example because of a wrong envelope key
 * - `failed`: no connection, a server error, or a body that is not a GraphQL answer
 * - `timed_out`: no complete answer in time, or before the service was found silent
 * - `overloaded`: not sent, because the maximum number of requests was in flight
 * - `circuit_open`: not sent, because too many recent attempts failed
 * - `abandoned`: the client disconnected
 */
export type OutboundOutcome =
  'answered' | 'refused' | 'failed' | 'timed_out' | 'overloaded' | 'circuit_open' | 'abandoned';

/** Another service gave no usable answer. The message is for logs only, because it may contain addresses. */
export class OutboundError extends Error {
  readonly outcome: Exclude<OutboundOutcome, 'answered'>;
  /** Whether the same request may succeed a moment later. */
  readonly transient: boolean;

  constructor(
    outcome: OutboundError['outcome'],
    message: string,
    { transient = false, cause }: { readonly transient?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'OutboundError';
    this.outcome = outcome;
    this.transient = transient;
  }
}
