import { AdaptiveLimit, type AdaptiveLimitOptions } from './adaptive-limit.js';

/** An admitted request. */
export interface Place {
  /** The flow that the request belongs to. */
  readonly flow: string;
  /** In milliseconds of `performance.now()`. */
  readonly began: number;
  readonly inFlight: number;
}

/** Admits as many requests at once as can be answered well. Further requests wait for a short time. */
export interface ConcurrencyGate {
  /** The number of requests that may be in flight now. */
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
 * How long a request waits when requests of its flow have been waiting for that whole time, in milliseconds. A queue
 * that never empties is no burst: a longer wait would only delay every answer.
 */
const STANDING_WAIT_MS = 20;

/**
 * A queue up to this multiple of the limit consists of clients that wait for their answers, so it stops growing by
 * itself.
 */
const HARMLESS_QUEUE = 2;

/** The maximum number of waiting requests. A flow's first request may always wait. */
const MAX_WAITING = 1_000;

interface Waiting {
  readonly admit: (place: Place | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

interface Queue {
  readonly waiting: Set<Waiting>;
  /** Since when admissions have not emptied the queue. */
  readonly since: number;
}

/** The requests that have a place, counted by flow. */
class RequestsAtWork {
  readonly #byFlow = new Map<string, number>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of flows that have a request at work. */
  get flows(): number {
    return this.#byFlow.size;
  }

  has(flow: string): boolean {
    return this.#byFlow.has(flow);
  }

  add(flow: string): void {
    this.#size += 1;
    this.#byFlow.set(flow, (this.#byFlow.get(flow) ?? 0) + 1);
  }

  remove(flow: string): void {
    this.#size -= 1;
    const left = (this.#byFlow.get(flow) ?? 0) - 1;
    if (left > 0) this.#byFlow.set(flow, left);
    else this.#byFlow.delete(flow);
  }
}

/**
 * Admits flows in turn, and the requests of one flow in the order of their arrival. A flow without a request in flight
 * enters at once while fewer flows than the limit have requests in flight: requests that a busy flow sent before the
 * limit shrank must not keep other flows out.
 */
export function createConcurrencyGate({ limit, observe }: GateOptions): ConcurrencyGate {
  const adaptive = typeof limit === 'number' ? undefined : new AdaptiveLimit(limit);
  const current = () => adaptive?.value ?? (limit as number);
  const queues = new Map<string, Queue>();
  const atWork = new RequestsAtWork();
  let waitingCount = 0;
  let observed = current();
  observe?.(observed);

  function take(flow: string, now: number): Place {
    atWork.add(flow);
    return { flow, began: now, inFlight: atWork.size };
  }

  function remove(queue: Queue, entry: Waiting): void {
    queue.waiting.delete(entry);
    waitingCount -= 1;
  }

  function wait(flow: string, now: number): Promise<Place | undefined> | undefined {
    const known = queues.get(flow);
    if (waitingCount >= MAX_WAITING && known !== undefined && known.waiting.size > 0) return undefined;
    const queue = known ?? { waiting: new Set<Waiting>(), since: now };
    queues.set(flow, queue);
    const isStanding = now - queue.since > BURST_WAIT_MS && waitingCount >= HARMLESS_QUEUE * current();
    const ms = isStanding ? STANDING_WAIT_MS : BURST_WAIT_MS;
    waitingCount += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        // The queue is kept even when it is empty now: a queue that empties by time-outs alone is no burst.
        remove(queue, entry);
        resolve(undefined);
      }, ms);
      const entry: Waiting = { admit: resolve, timer };
      queue.waiting.add(entry);
    });
  }

  function admitNext(now: number): void {
    for (const [flow, queue] of queues) {
      if (atWork.size >= current()) return;
      const [next] = queue.waiting;
      if (next === undefined) continue;
      remove(queue, next);
      clearTimeout(next.timer);
      // Move this flow behind the others.
      queues.delete(flow);
      if (queue.waiting.size > 0) queues.set(flow, queue);
      next.admit(take(flow, now));
    }
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
      if (atWork.size < current() && waitingCount === 0) {
        queues.clear();
        return take(flow, now);
      }
      if (adaptive === undefined) return undefined;
      return !atWork.has(flow) && atWork.flows < current() ? take(flow, now) : wait(flow, now);
    },
    leave(place, isSample) {
      const now = performance.now();
      atWork.remove(place.flow);
      if (isSample) adaptive?.add(now - place.began, place.inFlight, now);
      if (observed !== current()) observe?.((observed = current()));
      if (waitingCount > 0) admitNext(now);
    },
  };
}
