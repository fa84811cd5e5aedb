import { CircuitState, CountBreaker } from 'cockatiel';

/** The evidence that one attempt gives about the service: `nothing` when the client disconnected, for example. */
export type Verdict = 'alive' | 'failing' | 'silent' | 'nothing';

/** The result of a probe: `failing` for an answer that is a server error, `silent` for no answer. */
export type Health = Exclude<Verdict, 'nothing'>;

/** When a circuit opens. */
export interface CircuitRules {
  /**
   * A probe is sent after this time without any answer while requests are waiting, in milliseconds. Default 1,000. It is
   * longer for a service whose answers take long.
   */
  readonly silenceMs?: number | undefined;
  /** It opens when this share of the last 20 attempts failed, 0.01 to 1. Default 0.5. */
  readonly failureShare?: number | undefined;
}

export interface CircuitOptions extends CircuitRules {
  /** Checks whether the service answers within this time, in milliseconds. It must not reject. */
  readonly probe: (limitMs: number) => Promise<Health>;
  /** Called when neither the requests in flight nor a probe were answered. */
  readonly onSilence: () => void;
  /** Called when the circuit opens or closes. */
  readonly onChange: (isOpen: boolean) => void;
}

/** The attempts that the failures are counted in, and the number of attempts before which the circuit never opens. */
const COUNTED = { size: 20, minimumNumberOfCalls: 10 };
const DEFAULT_FAILURE_SHARE = 0.5;

/** The breaker opens above its threshold, which must be below 1. */
const JUST_BELOW = 0.001;

/** A time-out counts as this many failures, because it delays its client for the whole time limit. */
const SILENT_WEIGHT = 4;

const DEFAULT_SILENCE_MS = 1_000;

/** How long a probe may take, in milliseconds, and as a share of the time that the service may be silent. */
const PROBE_LIMIT_MS = 750;
const PROBE_SHARE = 0.75;

/**
 * A service may be silent for this multiple of the time that its slowest answers took lately, but not for more than
 * `most` times the configured time. A busy process must not count as a frozen one.
 */
const PATIENCE = { multiple: 2, most: 4 };

/** How much each answer reduces the memory of slower ones. */
const FORGETTING = 0.95;

/** When our own timers are this late, in milliseconds, it is our process that did not run. */
const OWN_DELAY_MS = 250;

/** How often an open circuit is probed, in milliseconds. */
const PROBE_INTERVAL_MS = 400;

/**
 * A circuit breaker: stops sending requests to an address that does not answer them. It opens when many attempts
 * failed, and also when no answer arrived for a while and a probe remains unanswered, so a frozen process is detected
 * long before the first request times out, and its requests in flight end then. Our own probes close it again, so no client's request is risked.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  readonly #breaker: CountBreaker;
  readonly #silenceMs: number;
  #isOpen = false;
  #isClosing = false;
  #isProbing = false;
  #inFlight = 0;
  #heardAt = 0;
  /** The time of the slowest recent answers, in milliseconds. */
  #slowestMs = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Set while requests are in flight, so that one of them alone notices the silence. */
  #watch: NodeJS.Timeout | undefined;

  constructor(options: CircuitOptions) {
    this.#options = options;
    const { silenceMs = DEFAULT_SILENCE_MS, failureShare = DEFAULT_FAILURE_SHARE } = options;
    this.#silenceMs = silenceMs;
    this.#breaker = new CountBreaker({ ...COUNTED, threshold: failureShare - JUST_BELOW });
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
    this.#inFlight += 1;
    if (this.#watch === undefined) this.#lookAfter(this.#silenceMs, now);
  }

  /** Ends an attempt that {@link begin} began at that time. */
  end(verdict: Verdict, began: number, now: number): void {
    this.#inFlight -= 1;
    if (verdict === 'alive' || verdict === 'failing') this.#heardAt = now;
    if (verdict === 'alive') this.#slowestMs = Math.max(now - began, this.#slowestMs * FORGETTING);
    if (verdict === 'alive') this.#breaker.success(this.#state);
    else if (verdict === 'failing') this.#fail(1);
    else if (verdict === 'silent') this.#fail(SILENT_WEIGHT);
  }

  close(): void {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
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
    const asked = performance.now();
    const health = await this.#probe(PROBE_LIMIT_MS);
    if (health !== 'alive') {
      this.#endWaiting(health, asked);
      this.#probeLater();
      return;
    }
    this.#breaker.success(CircuitState.HalfOpen);
    this.#isOpen = false;
    this.#heardAt = performance.now();
    if (!this.#isClosing) this.#options.onChange(false);
  }

  #lookAfter(waitMs: number, now: number): void {
    this.#watch = setTimeout(() => this.#look(now + waitMs), waitMs).unref();
  }

  /** @param due when this should have run */
  #look(due: number): void {
    this.#watch = undefined;
    if (this.#inFlight === 0 || this.#isClosing) return;
    const now = performance.now();
    if (now - due > OWN_DELAY_MS) this.#heardAt = now;
    const leftMs = this.#patienceMs - (now - this.#heardAt);
    if (leftMs <= 0) void this.#suspect();
    this.#lookAfter(leftMs > 0 ? leftMs : this.#silenceMs, now);
  }

  async #suspect(): Promise<void> {
    if (this.#isOpen || this.#isProbing) return;
    this.#isProbing = true;
    const asked = performance.now();
    const health = await this.#probe(Math.max(PROBE_LIMIT_MS, PROBE_SHARE * this.#patienceMs));
    this.#isProbing = false;
    if (health === 'alive' || health === 'nothing' || this.#heardAt > asked) {
      this.#heardAt = performance.now();
      return;
    }
    this.#open();
    this.#endWaiting(health, asked);
  }

  /** A probe that is not answered while our own process does not run says nothing. */
  async #probe(limitMs: number): Promise<Verdict> {
    const asked = performance.now();
    const health = await this.#options.probe(limitMs);
    return health === 'silent' && performance.now() - asked > limitMs + OWN_DELAY_MS ? 'nothing' : health;
  }

  /** How long the service may be silent, in milliseconds. */
  get #patienceMs(): number {
    const { multiple, most } = PATIENCE;
    return Math.min(Math.max(this.#silenceMs, multiple * this.#slowestMs), most * this.#silenceMs);
  }

  /** @param asked when the probe was sent */
  #endWaiting(health: Verdict, asked: number): void {
    if (health === 'silent' && asked - this.#heardAt >= this.#silenceMs) this.#options.onSilence();
  }
}
