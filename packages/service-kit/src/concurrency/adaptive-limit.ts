export interface AdaptiveLimitOptions {
  /**
   * The limit never falls below this. Requests that begin with at most this many in flight set the latency baseline.
   */
  readonly min: number;
  readonly max: number;
  /** The limit before the first measurement. Default {@link max}. */
  readonly start?: number;
  /** A mean latency that is never too long, in milliseconds. */
  readonly toleratedMs: number;
  /** The mean latency that is too long, in multiples of the baseline. */
  readonly tolerance: number;
  /** See {@link AdaptiveLimit.longMs}, in milliseconds. Default: no request is long. */
  readonly longMs?: number;
}

/** The minimum number of requests in a measurement window, and its minimum length in milliseconds. */
const WINDOW = { samples: 10, ms: 100 };

/** The weight of a new sample in the baseline. */
const BASELINE_WEIGHT = 0.05;

/** The limit at most halves in one window, because requests in flight were admitted by an older limit. */
const MAX_SHRINK = 0.5;

/** The limit grows only while this share of it is used: below, latency says nothing about a higher limit. */
const USED = 0.8;
const GROWTH = 0.1;

/** While all requests are slow, a slow one is not unusual. In multiples of the mean latency. */
const UNUSUAL = 4;

/**
 * The number of requests that may be in flight at once, derived from their latency. While a service is as fast with
 * many requests as with few, the limit grows by a tenth per window. Latency that rises with the number of requests
 * shows a queue in the service, and a shorter queue loses no throughput, so the limit shrinks in proportion to the
 * excess.
 *
 * The baseline is measured only with few requests in flight. A service that has become slower therefore first shrinks
 * the limit to its minimum; there the new latency becomes the baseline, and the limit grows again.
 */
export class AdaptiveLimit {
  readonly #options: AdaptiveLimitOptions;
  /** Below the minimum while the service is overloaded there, so that more instances do not raise it at once. */
  #limit: number;
  #max: number;
  #baseline: number | undefined;
  #mean = 0;
  #began = 0;
  #samples = 0;
  #sum = 0;
  #peak = 0;

  constructor(options: AdaptiveLimitOptions) {
    this.#options = options;
    this.#limit = options.start ?? options.max;
    this.#max = options.max;
  }

  get value(): number {
    return Math.floor(this.#bounded);
  }

  /** The number of requests that may be in flight, long ones included. */
  get max(): number {
    return this.#max;
  }

  /** Changes the maximum, and the limit in proportion: the service has more or fewer instances. */
  resize(max: number): void {
    this.#limit *= max / this.#max;
    this.#max = max;
  }

  /**
   * The age at which a request in flight is long, in milliseconds: it takes much longer than others do now. It waits for
   * something that the others do not wait for, so it says nothing about how many others the service can handle.
   */
  get longMs(): number {
    return Math.max(this.#options.longMs ?? Number.POSITIVE_INFINITY, UNUSUAL * this.#mean);
  }

  /**
   * Records a request that ended.
   *
   * @param inFlight the number of requests in flight when this one began, itself included
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

  get #bounded(): number {
    return Math.max(this.#options.min, this.#limit);
  }

  #learn(latencyMs: number): void {
    const known = this.#baseline ?? latencyMs;
    this.#baseline = known + BASELINE_WEIGHT * (latencyMs - known);
  }

  #closeWindow(): void {
    const { toleratedMs, tolerance } = this.#options;
    const mean = this.#sum / this.#samples;
    const longest = Math.max(toleratedMs, tolerance * (this.#baseline ?? 0));
    if (mean > longest) {
      const used = Math.min(this.#limit, this.#peak);
      this.#limit = used * Math.max(MAX_SHRINK, longest / mean);
    } else if (this.#peak >= USED * this.#bounded) {
      this.#limit = Math.min(this.#max, this.#bounded * (1 + GROWTH));
    }
    this.#mean = mean;
    [this.#samples, this.#sum, this.#peak] = [0, 0, 0];
  }
}
