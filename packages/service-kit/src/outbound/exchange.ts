import type { Dispatcher } from 'undici';
import type { RunningExchange, RunningExchanges } from './running-exchanges.js';

/** The part of `AbortSignal` that is used here, so that a lighter object can take its place. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The reason why an exchange gave no complete answer. `silent`: the service did not answer a probe either. */
export type ExchangeFailure = 'unanswered' | 'cut off' | 'too large' | 'timed out' | 'silent' | 'aborted';

/** An exchange that gave no complete answer. */
export class ExchangeError extends Error {
  readonly failure: ExchangeFailure;
  /** Whether the service may have received the request. Otherwise there was no connection for it. */
  readonly wasSent: boolean;

  constructor(failure: ExchangeFailure, { wasSent, cause }: { wasSent: boolean; cause?: unknown }) {
    super(failure, { cause });
    this.name = 'ExchangeError';
    this.failure = failure;
    this.wasSent = wasSent;
  }
}

/** One HTTP exchange. */
export interface ExchangeRequest {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  readonly path: string;
  readonly headers: string[];
  readonly body: string;
  /** From now until the last byte of the body, in milliseconds. A slow body does not extend it. */
  readonly timeoutMs: number;
  /** In bytes. */
  readonly maxResponseBytes: number;
  readonly signal: StopSignal | undefined;
  /** Contains the exchange until it ends. */
  readonly running?: RunningExchanges | undefined;
}

/** A complete HTTP answer. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends one POST through undici's dispatcher directly: no streams, no header objects, one timer, and a single decoding
 * of the body. `fetch` costs four times as much and limits neither the time nor the size of a body.
 */
export function exchange(request: ExchangeRequest): Promise<ExchangeAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(request, resolve, reject);
    if (handler.isSettled) return;
    request.dispatcher.dispatch(
      {
        origin: request.origin,
        path: request.path,
        method: 'POST',
        headers: request.headers,
        body: request.body,
        // Our own timer covers the whole exchange.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      handler,
    );
  });
}

/** Implements undici's older handler interface: undici would wrap the newer one into it for each request. */
class ExchangeHandler implements RunningExchange {
  index = 0;
  readonly #request: ExchangeRequest;
  readonly #resolve: (answer: ExchangeAnswer) => void;
  readonly #reject: (error: ExchangeError) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.stop('aborted');
  readonly #chunks: Buffer[] = [];
  #abort: ((reason?: Error) => void) | undefined;
  #settled = false;
  #status = 0;
  #bytes = 0;

  constructor(
    request: ExchangeRequest,
    resolve: (answer: ExchangeAnswer) => void,
    reject: (error: ExchangeError) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
    request.running?.add(this);
    this.#timer = setTimeout(() => this.stop('timed out'), request.timeoutMs);
    if (request.signal?.aborted === true) this.stop('aborted');
    else request.signal?.addEventListener('abort', this.#onAbort);
  }

  /** undici calls `onConnect` before it writes the request to a connection. */
  get #wasSent(): boolean {
    return this.#abort !== undefined;
  }

  get isSettled(): boolean {
    return this.#settled;
  }

  onConnect(abort: (reason?: Error) => void): void {
    // The exchange was aborted while it waited for a connection.
    if (this.#settled) abort();
    else this.#abort = abort;
  }

  onHeaders(status: number): boolean {
    if (status >= 200) this.#status = status;
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#request.maxResponseBytes) {
      this.stop('too large');
      return false;
    }
    this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    if (!this.#settle()) return;
    const [first] = this.#chunks;
    const body =
      first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.#resolve({ status: this.#status, body: body.toString('utf8') });
  }

  onError(error: Error): void {
    if (!this.#settle()) return;
    const failure = this.#status === 0 ? 'unanswered' : 'cut off';
    this.#reject(new ExchangeError(failure, { wasSent: this.#wasSent, cause: error }));
  }

  stop(failure: ExchangeFailure): void {
    if (!this.#settle()) return;
    const error = new ExchangeError(failure, { wasSent: this.#wasSent });
    this.#reject(error);
    this.#abort?.(error);
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#request.running?.remove(this);
    this.#request.signal?.removeEventListener('abort', this.#onAbort);
    return true;
  }
}
