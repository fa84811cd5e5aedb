import { Pool } from 'undici';

/** Sends one GraphQL operation again and again. */
export interface Caller {
  /** @returns the time that a good answer took, in milliseconds; undefined for a refusal, a failure or an answer with errors */
  ask(): Promise<number | undefined>;
  close(): Promise<void>;
}

export interface CallerOptions {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  /** The address of this machine that the requests come from. */
  readonly localAddress?: string;
}

export function createCaller({ url, body, connections, localAddress }: CallerOptions): Caller {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, ...(localAddress !== undefined && { localAddress }) });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    async ask() {
      const began = performance.now();
      const { statusCode, body: answer } = await pool.request({
        path: pathname,
        method: 'POST',
        headers,
        body,
      });
      const text = await answer.text();
      const isGood = statusCode === 200 && !text.includes('"errors"');
      return isGood ? performance.now() - began : undefined;
    },
    close: () => pool.destroy(),
  };
}

/** Good answers over a time. */
export interface Measured {
  /** Good answers a second. */
  readonly goodput: number;
  /** In milliseconds, of the good answers. */
  readonly p50: number;
  readonly p99: number;
  /** The share of all requests that got a good answer. */
  readonly share: number;
}

/** Collects answers, and leaves out those of the time in which the load begins. */
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
