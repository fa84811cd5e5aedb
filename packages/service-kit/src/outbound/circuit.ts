import { CircuitState, CountBreaker } from 'cockatiel';

/** The evidence of one attempt about the service behind an address: `nothing` when its client went away, for example. */
export type Verdict = 'alive' | 'failing' | 'silent' | 'nothing';

export interface CircuitOptions {
  /** Asks whether the service answers, in bounded time. Must not reject. */
  readonly probe: () => Promise<boolean>;
  /** Told of every change. */
  readonly onChange: (isOpen: boolean) => void;
}

/** Of the last 20 attempts more than half failed, and 10 at least were made. */
const BREAKER = { threshold: 0.499, size: 20, minimumNumberOfCalls: 10 };

/** A time-out counts for as many failures: each holds up a client for its whole length, and those behind it. */
const SILENT_WEIGHT = 4;

/** After so long without a sign of life while requests wait, a probe is sent, in milliseconds. */
const SILENCE_MS = 1_000;

/** How often an open circuit is probed, in milliseconds. */
const PROBE_INTERVAL_MS = 400;

/**
 * Stops sending requests to an address that does not answer them. It opens when many attempts failed, and also when
 * nothing at all was heard for a second and a probe stays unanswered: a frozen process is found out long before the
 * first request times out. Probes of our own close it again, so no client pays for finding out.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  readonly #breaker = new CountBreaker(BREAKER);
  #isOpen = false;
  #isClosing = false;
  #isProbing = false;
  #inFlight = 0;
  #heardAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Requests that were sent and have not ended. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** @param now in milliseconds of `performance.now()` */
  begin(now: number): void {
    if (this.#inFlight === 0) this.#heardAt = now;
    else if (now - this.#heardAt > SILENCE_MS) this.#suspect(now);
    this.#inFlight += 1;
  }

  /** Ends what {@link begin} began. */
  end(verdict: Verdict, now: number): void {
    this.#inFlight -= 1;
    if (verdict === 'alive' || verdict === 'failing') this.#heardAt = now;
    if (verdict === 'alive') this.#breaker.success(this.#state);
    else if (verdict === 'failing') this.#fail(1);
    else if (verdict === 'silent') this.#fail(SILENT_WEIGHT);
  }

  close(): void {
    this.#isClosing = true;
    clearTimeout(this.#timer);
  }

  get #state(): CircuitState {
    return this.#isOpen ? CircuitState.Open : CircuitState.Closed;
  }

  #fail(weight: number): void {
    for (let count = 0; count < weight; count += 1) {
      if (this.#breaker.failure(this.#state)) this.#open();
    }
  }

  #open(): void {
    if (this.#isOpen || this.#isClosing) return;
    this.#isOpen = true;
    this.#options.onChange(true);
    this.#probeLater();
  }

  #probeLater(): void {
    if (this.#isClosing) return;
    this.#timer = setTimeout(() => void this.#probeOpen(), PROBE_INTERVAL_MS).unref();
  }

  async #probeOpen(): Promise<void> {
    if (!(await this.#options.probe())) {
      this.#probeLater();
      return;
    }
    this.#breaker.success(CircuitState.HalfOpen);
    this.#isOpen = false;
    this.#heardAt = performance.now();
    if (!this.#isClosing) this.#options.onChange(false);
  }

  #suspect(now: number): void {
    if (this.#isOpen || this.#isProbing) return;
    this.#isProbing = true;
    void this.#options.probe().then((isAlive) => {
      this.#isProbing = false;
      if (isAlive || this.#heardAt > now) this.#heardAt = performance.now();
      else this.#open();
    });
  }
}
