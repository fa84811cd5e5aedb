import { endTrace, type TraceContext } from '@supergraph/service-kit/service';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Caller } from '../context.js';
import type { Payload } from './payload.js';
import type { Ending, Subscriber } from './subscriber.js';

/** A GraphQL response for clients. */
export type Result = Readonly<Record<string, unknown>>;

export interface WebSocketSubscriberOptions {
  readonly socket: WebSocket;
  readonly requestId: string;
  readonly address: string;
  readonly clientName: string | undefined;
  /** Ended with the subscription. */
  readonly trace: TraceContext | undefined;
  readonly identify: () => Caller | Promise<Caller>;
  /** The maximum size of unread data for the client, in bytes. */
  readonly maxUnreadBytes: number;
}

/** `Service Restart`, after which clients of graphql-ws reconnect. */
export const RESTART = 1012;

/** The maximum number of results that wait for the socket. */
const MAX_WAITING = 1_000;

/** One subscription of a WebSocket, as the sequence of results that graphql-ws sends. */
export class WebSocketSubscriber implements Subscriber, AsyncIterableIterator<Result, undefined> {
  /** Called when the client ends the subscription or disconnects. */
  onLeave: () => void = () => undefined;
  readonly #options: WebSocketSubscriberOptions;
  readonly #waiting: Result[] = [];
  #outcome: { readonly error?: GraphQLError } | undefined;
  #notify: () => void = () => undefined;

  constructor(options: WebSocketSubscriberOptions) {
    this.#options = options;
  }

  get requestId(): string {
    return this.#options.requestId;
  }

  get address(): string {
    return this.#options.address;
  }

  get clientName(): string | undefined {
    return this.#options.clientName;
  }

  get trace(): TraceContext | undefined {
    return this.#options.trace;
  }

  identify(): Caller | Promise<Caller> {
    return this.#options.identify();
  }

  begin(): void {
    // The protocol has no message for the start of a subscription.
  }

  send({ result }: Payload): boolean {
    this.#waiting.push(result);
    this.#notify();
    const { socket, maxUnreadBytes } = this.#options;
    return socket.bufferedAmount <= maxUnreadBytes && this.#waiting.length <= MAX_WAITING;
  }

  beat(): void {
    // The server pings the whole socket.
  }

  end(ending: Ending): void {
    if (ending.kind === 'moved') this.#options.socket.close(RESTART, 'This server stops: connect again.');
    this.#finish(ending.kind === 'failed' ? { error: toError(ending.payload) } : {});
  }

  async next(): Promise<IteratorResult<Result, undefined>> {
    while (this.#waiting.length === 0 && this.#outcome === undefined) {
      await new Promise<void>((resolve) => (this.#notify = resolve));
    }
    const value = this.#waiting.shift();
    if (value !== undefined) return { done: false, value };
    if (this.#outcome?.error !== undefined) throw this.#outcome.error;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<Result, undefined>> {
    this.#waiting.length = 0;
    this.#finish({});
    this.onLeave();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(outcome: { readonly error?: GraphQLError }): void {
    this.#outcome ??= outcome;
    this.#notify();
    endTrace(this.trace);
  }
}

/** The first error, which the protocol sends as the last message of the subscription. */
function toError({ result }: Payload): GraphQLError {
  const errors = result.errors as readonly { readonly message: string; readonly extensions?: object }[];
  const [first] = errors;
  return new GraphQLError(first?.message ?? '', { extensions: { ...first?.extensions } });
}
