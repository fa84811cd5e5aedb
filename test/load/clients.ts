import { Pool } from 'undici';

/** Sends GraphQL operations. */
export interface Caller {
  /**
   * @param body the request, in JSON
   * @returns the time until a correct answer, in milliseconds; undefined for a refusal or an answer with errors
   */
  ask(body: string): Promise<number | undefined>;
  close(): Promise<void>;
}

export interface CallerOptions {
  readonly url: string;
  readonly connections: number;
  /** The local IP address from which the requests are sent. */
  readonly localAddress?: string;
  /** An access token. */
  readonly token?: string;
  /** Called with a request's body and with its status and errors when the answer is not correct. */
  readonly onFailure?: (body: string, failure: string) => void;
}

/** How much of an answer's errors a failure shows. */
const SHOWN_LENGTH = 300;

export function createCaller(options: CallerOptions): Caller {
  const { url, connections, localAddress, token, onFailure } = options;
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, ...(localAddress !== undefined && { localAddress }) });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return {
    async ask(body) {
      const began = performance.now();
      const { statusCode, body: answer } = await pool.request({
        path: pathname,
        method: 'POST',
        headers,
        body,
      });
      const text = await answer.text();
      // A mutation's payload has a list of errors, too, which is empty when there are none.
      const errorsAt = text.indexOf('"errors":[{');
      if (statusCode === 200 && errorsAt < 0) return performance.now() - began;
      onFailure?.(body, `${statusCode} ${text.slice(Math.max(0, errorsAt)).slice(0, SHOWN_LENGTH)}`);
      return undefined;
    },
    close: () => pool.destroy(),
  };
}

/** Figures of the correct answers in a period. */
export interface Measured {
  /** Correct answers per second. */
  readonly goodput: number;
  /** Latency of the correct answers, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The share of all requests that got a correct answer, from 0 to 1. */
  readonly share: number;
}

/** Collects answers, except those of the first `ignoredMs` milliseconds. */
export function createMeter(ignoredMs: number) {
  const from = performance.now() + ignoredMs;
  const times: number[] = [];
  let bad = 0;
  return {
    add(ms: number | undefined): void {
      if (performance.now() < from) return;
      if (ms === undefined) bad += 1;
      else times.push(ms);
    },
    result(): Measured {
      const sorted = times.toSorted((a, b) => a - b);
      const quantile = (share: number) =>
        sorted[Math.floor(share * sorted.length)] ?? Number.POSITIVE_INFINITY;
      return {
        goodput: times.length / ((performance.now() - from) / 1_000),
        p50: quantile(0.5),
        p99: quantile(0.99),
        share: times.length / Math.max(1, times.length + bad),
      };
    },
  };
}
