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
}

export function createCaller({ url, connections, localAddress, token }: CallerOptions): Caller {
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
      const isGood = statusCode === 200 && !text.includes('"errors":[{');
      return isGood ? performance.now() - began : undefined;
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
