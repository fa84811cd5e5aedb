export interface AdaptiveLimitOptions {
  /** The limit never falls below this. Requests that begin with so few in flight set the baseline of latency. */
  readonly min: number;
  readonly max: number;
  /** The limit before anything is known. Default {@link max}. */
  readonly start?: number;
  /** A mean latency that is never too long, in milliseconds. */
  readonly toleratedMs: number;
  /** The mean latency that is too long, in multiples of the baseline. */
  readonly tolerance: number;
}

/** Requests of one window at least, and its length at least, in milliseconds. */
const WINDOW = { samples: 10, ms: 100 };

/** The weight of a new sample in the baseline. */
const BASELINE_WEIGHT = 0.05;

/** The limit at most halves in one window: what is in flight was let in by an older limit. */
const MAX_SHRINK = 0.5;

/** The limit grows only while so much of it is used: otherwise nothing is known about more. */
const USED = 0.8;
const GROWTH = 0.1;

/**
 * How many requests may be in flight at once, found out by their latency. What does its work as fast with many requests
 * as with few is asked for more of them; what answers later the more it is asked holds a queue, and shorter queues lose
 * no throughput. The limit shrinks in proportion to the excess and grows by a tenth.
 *
 * The baseline is learnt with few requests in flight alone. A service that has become slower therefore shrinks the limit
 * to its minimum first, where its new latency is learnt, and from there it grows again.
 */
export class AdaptiveLimit {
  readonly #options: AdaptiveLimitOptions;
  #limit: number;
  #baseline: number | undefined;
  #began = 0;
  #samples = 0;
  #sum = 0;
  #peak = 0;

  constructor(options: AdaptiveLimitOptions) {
    this.#options = options;
    this.#limit = options.start ?? options.max;
  }

  get value(): number {
    return Math.floor(this.#limit);
  }

  /**
   * Takes note of a request that ended.
   *
   * @param inFlight how many were in flight when it began, itself included
   * @param now in milliseconds of `performance.now()`
   */
  add(latencyMs: number, inFlight: number, now: number): void {
    if (inFlight <= this.#options.min) this.#learn(latencyMs);
    if (this.#samples === 0) this.#began = now;
    this.#samples += 1;
    this.#sum += latencyMs;
    this.#peak = Math.max(this.#peak, inFlight);
    if (this.#samples >= WINDOW.samples && now - this.#began >= WINDOW.ms) this.#closeWindow();
  }

  #learn(latencyMs: number): void {
    const known = this.#baseline ?? latencyMs;
    this.#baseline = known + BASELINE_WEIGHT * (latencyMs - known);
  }

  #closeWindow(): void {
    const { min, max, toleratedMs, tolerance } = this.#options;
    const mean = this.#sum / this.#samples;
    const longest = Math.max(toleratedMs, tolerance * (this.#baseline ?? 0));
    if (mean > longest) {
      const used = Math.min(this.#limit, this.#peak);
      this.#limit = Math.max(min, used * Math.max(MAX_SHRINK, longest / mean));
    } else if (this.#peak >= USED * this.#limit) {
      this.#limit = Math.min(max, this.#limit * (1 + GROWTH));
    }
    [this.#samples, this.#sum, this.#peak] = [0, 0, 0];
  }
}
