import type { TraceContext } from '@supergraph/service-kit/service';
import type { Caller } from '../context.js';
import type { Payload } from './payload.js';

/**
 * The end of a subscription: `complete` when the subgraph ends it, `failed` with the errors, `moved` when this router
 * stops and the client should continue at another one.
 */
export type Ending =
  | { readonly kind: 'complete' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'failed'; readonly payload: Payload; readonly code: string };

/** The client of one subscription, in any protocol. */
export interface Subscriber {
  readonly requestId: string;
  readonly address: string;
  readonly clientName: string | undefined;
  /** The trace of the subscription, which contains its stream and its events. */
  readonly trace: TraceContext | undefined;
  /**
   * Verifies the caller's token again.
   *
   * @throws BadToken, KeysUnavailable
   */
  identify(): Caller | Promise<Caller>;
  /** Called once, before every other message. @param startId the position at the start of the stream */
  begin(startId: string | undefined): void;
  /** @returns false when the client reads more slowly than events arrive */
  send(payload: Payload): boolean;
  /** Sends a heartbeat to the client and all proxies. */
  beat(): void;
  end(ending: Ending): void;
}
