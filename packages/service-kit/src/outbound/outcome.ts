/**
 * How one attempt to get an answer from another service ended.
 *
 * - `answered`: a GraphQL answer, with or without errors in it
 * - `refused`: the service does not take the request from us, for example because of a wrong envelope key
 * - `failed`: no connection, a server error, or something that is no GraphQL answer
 * - `timed_out`: no whole answer in time
 * - `overloaded`: not sent, because as many requests as the service answers well were in flight already
 * - `circuit_open`: not sent, because the service failed too often just before
 * - `abandoned`: the client that asked went away
 */
export type OutboundOutcome =
  'answered' | 'refused' | 'failed' | 'timed_out' | 'overloaded' | 'circuit_open' | 'abandoned';

/** Another service gave no usable answer. The message is for logs: it may name addresses. */
export class OutboundError extends Error {
  readonly outcome: Exclude<OutboundOutcome, 'answered'>;
  /** Whether the same request may succeed when it is sent again a moment later. */
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
