import type { TraceContext } from '@supergraph/service-kit/service';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Caller } from '../context.js';
import type { Payload } from './payload.js';
import type { Ending, Subscriber } from './subscriber.js';

/** A GraphQL response for clients. */
export type Result = Readonly<Record<string, unknown>>;

export interface WebSocketSubscriberOptions {
  readonly socket: WebSocket;
  /** The client's id of the subscription. */
  readonly id: string;
  readonly requestId: string;
  readonly address: string;
  readonly clientName: string | undefined;
  readonly trace: TraceContext | undefined;
  readonly identify: () => Caller | Promise<Caller>;
  /** The maximum size of unread data for the client, in bytes. */
  readonly maxUnreadBytes: number;
  /** Called when the subscription has ended, perhaps more than once; `hasLeft` when its client ended it. */
  readonly onEnd: (hasLeft: boolean) => void;
}

/** `Service Restart`, after which clients of graphql-ws reconnect. */
export const RESTART = 1012;

/** The maximum time for a client to read the rest of its subscription, in milliseconds. */
const END_MS = 5_000;

interface Outcome {
  readonly error?: GraphQLError;
}

/**
 * One subscription of a WebSocket. It writes the results to the socket itself: graphql-ws would take the next one only when
 * the previous one is sent, so that those of a client that does not read would wait where the socket does not count them.
 * graphql-ws follows its end.
 */
export class WebSocketSubscriber implements Subscriber, AsyncIterableIterator<never, undefined> {
  /** Called when the client ends the subscription or disconnects. */
  onLeave: () => void = () => undefined;
  readonly #options: WebSocketSubscriberOptions;
  readonly #outcome: Promise<Outcome>;
  #resolve: (outcome: Outcome) => void = () => undefined;
  /** The number of results that the operating system has not taken yet. */
  #unsent = 0;

  constructor(options: WebSocketSubscriberOptions) {
    this.#options = options;
    this.#outcome = new Promise((resolve) => (this.#resolve = resolve));
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

  send({ json }: Payload): boolean {
    const { socket, id, maxUnreadBytes } = this.#options;
    this.#unsent += 1;
    socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${json}}`, () => (this.#unsent -= 1));
    return socket.bufferedAmount <= maxUnreadBytes;
  }

  beat(): void {
    // The server pings the whole socket.
  }

  end(ending: Ending): void {
    const { socket } = this.#options;
    if (ending.kind === 'moved') socket.close(RESTART, 'This server stops: connect again.');
    this.#finish(ending.kind === 'failed' ? { error: toError(ending.payload) } : {}, false);
    setTimeout(() => this.#unsent > 0 && socket.terminate(), END_MS).unref();
  }

  async next(): Promise<IteratorReturnResult<undefined>> {
    const { error } = await this.#outcome;
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#finish({}, true);
    this.onLeave();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #finish(outcome: Outcome, hasLeft: boolean): void {
    this.#resolve(outcome);
    this.#options.onEnd(hasLeft);
  }
}

/** The first error, which the protocol sends as the last message of the subscription. */
function toError({ result }: Payload): GraphQLError {
  const errors = result.errors as readonly { readonly message: string; readonly extensions?: object }[];
  const [first] = errors;
  return new GraphQLError(first?.message ?? '', { extensions: { ...first?.extensions } });
}
