import type { ServerResponse } from 'node:http';
import type { TraceContext } from '@supergraph/service-kit/service';
import type { Caller } from '../context.js';
import type { Framing } from './framing.js';
import type { Payload } from './payload.js';
import type { Ending, Subscriber } from './subscriber.js';

/** The maximum time for a client to read the end of its subscription, in milliseconds. */
const END_MS = 5_000;

export interface HttpSubscriberOptions {
  readonly response: ServerResponse;
  readonly framing: Framing;
  readonly requestId: string;
  readonly address: string;
  readonly clientName: string | undefined;
  readonly trace: TraceContext | undefined;
  readonly identify: () => Caller | Promise<Caller>;
  /** The headers of the response, in addition to those of the protocol. */
  readonly headers: () => Readonly<Record<string, string | string[] | number | undefined>>;
  /** The maximum size of unread data for the client, in bytes. */
  readonly maxUnreadBytes: number;
}

/** A client that reads its subscription from the body of an HTTP response. */
export class HttpSubscriber implements Subscriber {
  readonly #options: HttpSubscriberOptions;

  constructor(options: HttpSubscriberOptions) {
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

  begin(startId: string | undefined): void {
    const { response, framing, headers } = this.#options;
    response.writeHead(200, {
      ...headers(),
      'content-type': framing.contentType,
      'cache-control': 'private, no-store',
      // Proxies that buffer responses would delay the events.
      'x-accel-buffering': 'no',
    });
    response.write(framing.begin(startId));
  }

  send(payload: Payload): boolean {
    const { response, framing, maxUnreadBytes } = this.#options;
    response.write(payload.framed(framing.next));
    return response.writableLength <= maxUnreadBytes;
  }

  beat(): void {
    this.#options.response.write(this.#options.framing.beat);
  }

  end(ending: Ending): void {
    const { response, framing } = this.#options;
    response.end(framing.end(ending));
    const cut = setTimeout(() => response.destroy(), END_MS).unref();
    response.once('close', () => clearTimeout(cut));
  }
}
