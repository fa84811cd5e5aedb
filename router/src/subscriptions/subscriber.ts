import type { Caller } from '../context.js';
import type { Payload } from './payload.js';

/**
 * How a subscription ends: `complete` when the subgraph ends it, `failed` with errors that say why, `moved` when this
 * router stops and the client should go on at another one.
 */
export type Ending =
  | { readonly kind: 'complete' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'failed'; readonly payload: Payload; readonly code: string };

/** The client's end of one subscription, in any protocol. */
export interface Subscriber {
  readonly requestId: string;
  readonly address: string;
  readonly clientName: string | undefined;
  /**
   * Verifies the caller's token again.
   *
   * @throws BadToken, KeysUnavailable
   */
  identify(): Caller | Promise<Caller>;
  /** Called once, before every other message. @param startId the position at which the stream begins */
  begin(startId: string | undefined): void;
  /** @returns false when the client reads more slowly than events arrive */
  send(payload: Payload): boolean;
  /** Shows the client and all proxies that the connection is alive. */
  beat(): void;
  end(ending: Ending): void;
}
