import { Pool } from 'undici';

/** Requests move to new connections during this share of the age, so that not all connect at once. */
const MOVING_SHARE = 0.1;

/**
 * A pool of connections to one origin, replaced by age. undici can replace single connections (`clientTtl`), but then
 * reads the clock for each busy connection in each request.
 */
export class AgingPool {
  readonly #open: () => Pool;
  readonly #ageMs: number;
  readonly #retired = new Set<Pool>();
  #current: Pool;
  #next: Pool | undefined;
  #openedAt = performance.now();

  /** @param ageMs the age at which connections begin to be replaced, in milliseconds */
  constructor(origin: string, options: Pool.Options, ageMs: number) {
    this.#open = () => new Pool(origin, options);
    this.#ageMs = ageMs;
    this.#current = this.#open();
  }

  /** The connections for the next request. @param now in milliseconds of `performance.now()` */
  at(now: number): Pool {
    const overdueMs = now - this.#openedAt - this.#ageMs;
    if (overdueMs < 0) return this.#current;
    const movingMs = this.#ageMs * MOVING_SHARE;
    this.#next ??= this.#open();
    if (overdueMs < movingMs) return Math.random() * movingMs < overdueMs ? this.#next : this.#current;
    this.#retire(this.#current);
    this.#current = this.#next;
    this.#next = undefined;
    this.#openedAt = now;
    return this.#current;
  }

  /** Closes all connections at once. Requests in flight fail. */
  async destroy(): Promise<void> {
    // No pool is opened any more.
    this.#openedAt = Number.POSITIVE_INFINITY;
    const pools = [this.#current, ...(this.#next === undefined ? [] : [this.#next]), ...this.#retired];
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  /** Closes connections when their requests have ended. */
  #retire(pool: Pool): void {
    this.#retired.add(pool);
    const forget = () => void this.#retired.delete(pool);
    // `destroy` ends the closing with an error.
    pool.close().then(forget, forget);
  }
}
