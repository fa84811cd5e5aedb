import { AdaptiveLimit, type AdaptiveLimitOptions } from './adaptive-limit.js';

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
  /** @param isSample whether the time since `enter` measures the service. It does not when the client disconnected. */
  leave(place: Place, isSample: boolean): void;
}

export interface GateOptions {
  /** With a fixed number, the limit never changes and no request waits. */
  readonly limit: number | AdaptiveLimitOptions;
  /** Called with each new limit, for metrics. */
  readonly observe?: ((limit: number) => void) | undefined;
}

/** How long a request of a burst waits for a place, in milliseconds. */
const BURST_WAIT_MS = 1_000;

/**
 * How long a request waits while the queue is too long, in milliseconds, if its flow already has its share of the places.
 * A queue that never empties is no burst: a longer wait would only delay every answer.
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
 */
const OVERFULL_MS = 10_000;

/** The maximum number of waiting requests. A flow's first request may always wait. */
const MAX_WAITING = 1_000;

interface Waiting {
  readonly admit: (place: Place | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

/** The requests that have a place, by flow. The number of those that are not long counts toward the limit. */
class RequestsAtWork {
  readonly #byFlow = new Map<string, number>();
  /** The oldest first. */
  readonly #counted = new Set<Place>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get counted(): number {
    return this.#counted.size;
  }

  /** When the oldest request that counts began. */
  get oldest(): number | undefined {
    const [place] = this.#counted;
    return place?.began;
  }

  /** The number of flows that have a request at work. */
  get flows(): number {
    return this.#byFlow.size;
  }

  countOf(flow: string): number {
    return this.#byFlow.get(flow) ?? 0;
  }

  add(place: Place): void {
    this.#size += 1;
    this.#counted.add(place);
    this.#byFlow.set(place.flow, this.countOf(place.flow) + 1);
  }

  remove(place: Place): void {
    this.#size -= 1;
    this.#counted.delete(place);
    const left = this.countOf(place.flow) - 1;
    if (left > 0) this.#byFlow.set(place.flow, left);
    else this.#byFlow.delete(place.flow);
  }

  /** No longer counts the requests that began at `began` or before. */
  discount(began: number): void {
    for (const place of this.#counted) {
      if (place.began > began) return;
      this.#counted.delete(place);
    }
  }
}

/**
 * Admits flows in turn, and the requests of one flow in the order of their arrival. A flow without a request in flight
 * enters at once while fewer flows than the limit have requests in flight: requests that a busy flow sent before the
 * limit shrank must not keep other flows out.
 *
 * A request that takes much longer than the others waits for something that they do not wait for, such as a database that
 * stands still. It keeps none of them out: it no longer counts toward the limit, only toward the maximum of the limit.
 */
export function createConcurrencyGate({ limit, observe }: GateOptions): ConcurrencyGate {
  const adaptive = typeof limit === 'number' ? undefined : new AdaptiveLimit(limit);
  const current = () => adaptive?.value ?? (limit as number);
  const max = adaptive?.max ?? current();
  const longMs = () => adaptive?.longMs ?? Number.POSITIVE_INFINITY;
  /** The waiting requests by flow, the flow whose turn it is first. */
  const queues = new Map<string, Set<Waiting>>();
  const atWork = new RequestsAtWork();
  let waitingCount = 0;
  /** When there was last a place for each request. */
  let spareAt = performance.now();
  let overfullUntil = Number.NEGATIVE_INFINITY;
  /** Set while requests wait that could begin once a request at work has become long. */
  let recount: NodeJS.Timeout | undefined;
  let observed = current();
  observe?.(observed);

  function isFull(now: number): boolean {
    if (atWork.counted >= current()) atWork.discount(now - longMs());
    return atWork.counted >= current() || atWork.size >= max;
  }

  function take(flow: string, now: number): Place {
    const place = { flow, began: now, counted: atWork.counted + 1 };
    atWork.add(place);
    return place;
  }

  function remove(flow: string, queue: Set<Waiting>, entry: Waiting): void {
    queue.delete(entry);
    if (queue.size === 0) queues.delete(flow);
    waitingCount -= 1;
  }

  function hasItsShare(flow: string): boolean {
    return atWork.countOf(flow) * atWork.flows >= current();
  }

  function wait(flow: string, now: number): Promise<Place | undefined> | undefined {
    const queue = queues.get(flow) ?? new Set();
    if (waitingCount >= MAX_WAITING && queue.size > 0) return undefined;
    const harmless = Math.max(HARMLESS_QUEUE.size, HARMLESS_QUEUE.multiple * current());
    if (waitingCount >= harmless && now - spareAt > BURST_WAIT_MS) overfullUntil = now + OVERFULL_MS;
    const ms = now < overfullUntil && hasItsShare(flow) ? STANDING_WAIT_MS : BURST_WAIT_MS;
    waitingCount += 1;
    queues.set(flow, queue);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        remove(flow, queue, entry);
        resolve(undefined);
      }, ms);
      const entry: Waiting = { admit: resolve, timer };
      queue.add(entry);
      recountLater(now);
    });
  }

  function recountLater(now: number): void {
    const { oldest, size } = atWork;
    const dueMs = (oldest ?? 0) + longMs() - now;
    if (recount !== undefined || oldest === undefined || size >= max || !Number.isFinite(dueMs)) return;
    recount = setTimeout(
      () => {
        recount = undefined;
        if (waitingCount > 0) admitNext(performance.now());
      },
      Math.max(1, dueMs),
    ).unref();
  }

  function admitNext(now: number): void {
    for (const [flow, queue] of queues) {
      if (isFull(now)) break;
      const [next] = queue;
      if (next === undefined) continue;
      // Move this flow behind the others.
      queues.delete(flow);
      queues.set(flow, queue);
      remove(flow, queue, next);
      clearTimeout(next.timer);
      next.admit(take(flow, now));
    }
    if (waitingCount > 0) recountLater(now);
    else spareAt = now;
  }

  return {
    get limit() {
      return current();
    },
    get inFlight() {
      return atWork.size;
    },
    enter(flow) {
      const now = performance.now();
      if (waitingCount === 0 && !isFull(now)) {
        spareAt = now;
        return take(flow, now);
      }
      if (adaptive === undefined) return undefined;
      return atWork.countOf(flow) === 0 && atWork.flows < current() ? take(flow, now) : wait(flow, now);
    },
    leave(place, isSample) {
      const now = performance.now();
      atWork.remove(place);
      if (isSample) adaptive?.add(now - place.began, place.counted, now);
      if (observed !== current()) observe?.((observed = current()));
      if (waitingCount > 0) admitNext(now);
    },
  };
}
