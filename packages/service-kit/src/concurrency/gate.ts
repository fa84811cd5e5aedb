import { AdaptiveLimit, type AdaptiveLimitOptions } from './adaptive-limit.js';
import { RequestsAtWork } from './requests-at-work.js';
import { WaitingRequests } from './waiting-requests.js';

/** An admitted request. */
export interface Place {
  /** The flow that the request belongs to. */
  readonly flow: string;
  /** In milliseconds of `performance.now()`. */
  readonly began: number;
  /** The number of requests that counted toward the limit when this one began, itself included. */
  readonly counted: number;
}

/** Admits as many requests at once as can be answered well. Further requests wait for a short time. */
export interface ConcurrencyGate {
  /** The number of requests that may be in flight now. A request that has become long no longer counts. */
  readonly limit: number;
  /** The number of requests in flight. */
  readonly inFlight: number;
  /**
   * @param flow the unit of fairness, such as a network address: a flow that sends many requests delays only itself
   * @returns a place at once if one is free, and undefined if none became free in time. A place must be given back.
   */
  enter(flow: string): Place | undefined | Promise<Place | undefined>;
  /** Whether `enter` would refuse a request of this flow at once. It costs less than to enter. */
  refuses(flow: string): boolean;
  /**
   * Treats a request as long from now on: it waits for something with a limit of its own. With a fixed limit it still
   * counts.
   */
  discount(place: Place): void;
  /** @param isSample whether the time since `enter` measures the service. It does not when the client disconnected. */
  leave(place: Place, isSample: boolean): void;
}

/** A gate with an adaptive limit. */
export interface ResizableGate extends ConcurrencyGate {
  /** Changes the maximum of the limit, which changes in proportion. */
  resize(max: number): void;
}

export interface GateOptions {
  /** With a fixed number, the limit never changes and no request waits. */
  readonly limit: number | AdaptiveLimitOptions;
  /**
   * How many requests wait while the queue is too long, of a flow that already has its share of the places. Default: as
   * many as the limit.
   */
  readonly maxStanding?: number;
  /** Called with each new limit, for metrics. */
  readonly observe?: ((limit: number) => void) | undefined;
}

/** How long a request waits for a place in a short queue, in milliseconds. */
const WAIT_MS = 5_000;

/** How long a request of a burst waits for a place, in milliseconds. A queue that stands longer is no burst. */
const BURST_WAIT_MS = 1_000;

/**
 * How long a request waits while the queue is too long, in milliseconds, if its flow already has its share of the places.
 * A longer wait would only delay every answer.
 */
const STANDING_WAIT_MS = 20;

/**
 * A queue up to this multiple of the limit, and up to this size, consists of clients that wait for their answers, so it
 * stops growing by itself.
 */
const HARMLESS_QUEUE = { multiple: 2, size: 32 };

/**
 * How long the queue counts as too long after it was, in milliseconds. Without this, it would always hold as many requests
 * as a harmless queue, and each admitted request would have waited for them. After this time, requests wait as in a burst
 * again: that tells clients that repeat refused requests at once, and would wait for their answers, from too much load.
 * If it was too much load, the next time is twice as long, up to `most`, so that few answers of a long overload have waited.
 */
const OVERFULL = { first: 30_000, most: 600_000 };

/** The queue no longer counts as too long after no request had to wait for this time, in milliseconds. */
const CALM_MS = 1_000;

/** The maximum number of waiting requests. A flow's first request may always wait. */
const MAX_WAITING = 1_000;

/**
 * Admits flows in turn, and the requests of one flow in the order of their arrival. A flow without a request in flight
 * enters at once while fewer flows than the limit have requests in flight: requests that a busy flow sent before the
 * limit shrank must not keep other flows out.
 *
 * A request that takes much longer than the others waits for something that they do not wait for, such as a database that
 * stands still. It keeps none of them out: it no longer counts toward the limit, only toward the maximum of the limit.
 */
export function createConcurrencyGate(
  options: GateOptions & { readonly limit: AdaptiveLimitOptions },
): ResizableGate;
export function createConcurrencyGate(options: GateOptions): ConcurrencyGate;
export function createConcurrencyGate(options: GateOptions): ConcurrencyGate {
  const { limit, observe } = options;
  if (typeof limit !== 'number') return new AdaptiveGate(new AdaptiveLimit(limit), options);
  observe?.(limit);
  return new FixedGate(limit);
}

class FixedGate implements ConcurrencyGate {
  readonly limit: number;
  inFlight = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  refuses(): boolean {
    return this.inFlight >= this.limit;
  }

  enter(flow: string): Place | undefined {
    if (this.refuses()) return undefined;
    this.inFlight += 1;
    return { flow, began: performance.now(), counted: this.inFlight };
  }

  discount(): void {
    // A fixed limit is one of requests in flight.
  }

  leave(): void {
    this.inFlight -= 1;
  }
}

class AdaptiveGate implements ResizableGate {
  readonly #limit: AdaptiveLimit;
  readonly #options: Omit<GateOptions, 'limit'>;
  readonly #atWork = new RequestsAtWork();
  readonly #waiting = new WaitingRequests();
  #observed: number | undefined;
  /** When there was last a place for each request. */
  #spareAt = performance.now();
  /** When a request last had to wait. */
  #waitedAt = Number.NEGATIVE_INFINITY;
  #overfullUntil = Number.NEGATIVE_INFINITY;
  #overfullMs = OVERFULL.first;
  /** Set while requests wait that could begin once a request at work has become long. */
  #recount: NodeJS.Timeout | undefined;

  constructor(limit: AdaptiveLimit, options: Omit<GateOptions, 'limit'>) {
    this.#limit = limit;
    this.#options = options;
    this.#report();
  }

  get limit(): number {
    return this.#limit.value;
  }

  get inFlight(): number {
    return this.#atWork.size;
  }

  enter(flow: string): Place | Promise<Place | undefined> | undefined {
    const now = performance.now();
    if (this.#waiting.size === 0 && !this.#isFull(now)) {
      this.#spareAt = now;
      if (now - this.#waitedAt > CALM_MS) this.#overfullUntil = Math.min(this.#overfullUntil, now);
      return this.#take(flow, now);
    }
    if (
      this.#atWork.countOf(flow) === 0 &&
      this.#atWork.flows < this.limit &&
      this.#atWork.size < this.#limit.max
    )
      return this.#take(flow, now);
    this.#waitedAt = now;
    if (this.#hasEnoughWaiting(flow, now)) return undefined;
    const entering = this.#waiting.add(flow, this.#patience(flow, now));
    this.#recountLater(now);
    return entering;
  }

  refuses(flow: string): boolean {
    if (this.#waiting.size === 0) return false;
    return this.#atWork.countOf(flow) > 0 && this.#hasEnoughWaiting(flow, performance.now());
  }

  resize(max: number): void {
    this.#limit.resize(max);
    this.#report();
    this.#admitWaiting(performance.now());
  }

  discount(place: Place): void {
    this.#atWork.discount(place);
    this.#admitWaiting(performance.now());
  }

  leave(place: Place, isSample: boolean): void {
    const now = performance.now();
    this.#atWork.remove(place);
    if (isSample) this.#limit.add(now - place.began, place.counted, now);
    this.#report();
    this.#admitWaiting(now);
  }

  #report(): void {
    if (this.#observed === this.limit) return;
    this.#observed = this.limit;
    this.#options.observe?.(this.limit);
  }

  #isFull(now: number): boolean {
    const { value, longMs, max } = this.#limit;
    if (this.#atWork.counted >= value) this.#atWork.discountUntil(now - longMs);
    return this.#atWork.counted >= value || this.#atWork.size >= max;
  }

  #take(flow: string, now: number): Place {
    const place = { flow, began: now, counted: this.#atWork.counted + 1 };
    this.#atWork.add(place);
    return place;
  }

  /** How long a request of this flow may wait, in milliseconds. */
  #patience(flow: string, now: number): number {
    const isShort = this.#waiting.size < Math.max(HARMLESS_QUEUE.size, HARMLESS_QUEUE.multiple * this.limit);
    if (!isShort && now >= this.#overfullUntil && now - this.#spareAt > BURST_WAIT_MS)
      this.#noteOverfull(now);
    if (this.#delaysOthers(flow, now)) return STANDING_WAIT_MS;
    return isShort ? WAIT_MS : BURST_WAIT_MS;
  }

  #noteOverfull(now: number): void {
    const isAgain = now - this.#overfullUntil < this.#overfullMs;
    this.#overfullMs = isAgain ? Math.min(2 * this.#overfullMs, OVERFULL.most) : OVERFULL.first;
    this.#overfullUntil = now + this.#overfullMs;
  }

  /** Whether the queue is too long, and this flow already has its share of the places. */
  #delaysOthers(flow: string, now: number): boolean {
    return now < this.#overfullUntil && this.#atWork.countOf(flow) * this.#atWork.flows >= this.limit;
  }

  /** Whether a further request of this flow would only wait to be refused. */
  #hasEnoughWaiting(flow: string, now: number): boolean {
    const waiting = this.#waiting.countOf(flow);
    if (waiting > 0 && this.#waiting.size >= MAX_WAITING) return true;
    return waiting >= (this.#options.maxStanding ?? this.limit) && this.#delaysOthers(flow, now);
  }

  #admitWaiting(now: number): void {
    if (this.#waiting.size === 0) return;
    while (this.#waiting.size > 0 && !this.#isFull(now)) {
      this.#waiting.admitNext((flow) => this.#take(flow, now));
    }
    if (this.#waiting.size > 0) this.#recountLater(now);
    else this.#spareAt = now;
  }

  #recountLater(now: number): void {
    const { oldest, size } = this.#atWork;
    const { longMs, max } = this.#limit;
    if (this.#recount !== undefined || oldest === undefined || size >= max || !Number.isFinite(longMs))
      return;
    this.#recount = setTimeout(
      () => {
        this.#recount = undefined;
        this.#admitWaiting(performance.now());
      },
      Math.max(1, oldest + longMs - now),
    ).unref();
  }
}
