import { AdaptiveLimit, type AdaptiveLimitOptions } from './adaptive-limit.js';

/** A place among the requests at work. */
export interface Place {
  /** The flow that has it. */
  readonly flow: string;
  /** In milliseconds of `performance.now()`. */
  readonly began: number;
  readonly inFlight: number;
}

/** Lets as many requests through at once as can be answered well, and others for a short wait. */
export interface ConcurrencyGate {
  /** How many may be at work now. */
  readonly limit: number;
  /** How many are. */
  readonly inFlight: number;
  /**
   * @param flow those that take turns, such as network addresses: one that asks much waits behind itself
   * @returns a place at once if there is one; undefined when there was none in time. A place must be given back.
   */
  enter(flow: string): Place | undefined | Promise<Place | undefined>;
  /** @param isSample whether the time since `enter` tells of the service: not so when its client went away */
  leave(place: Place, isSample: boolean): void;
}

export interface GateOptions {
  /** A number never changes, and nobody waits. */
  readonly limit: number | AdaptiveLimitOptions;
  /** Told of every change of the limit, for metrics. */
  readonly observe?: ((limit: number) => void) | undefined;
}

/** How long a request of a burst waits for its place, in milliseconds. */
const BURST_WAIT_MS = 1_000;

/**
 * How long one waits when others of its flow have been waiting for the whole of that time, in milliseconds. A queue that
 * never becomes empty is no burst: to wait longer in it only makes every answer late.
 */
const STANDING_WAIT_MS = 50;

/** A queue of so many times the limit stands for clients that wait for their answers: it grows no longer by itself. */
const HARMLESS_QUEUE = 2;

/** How many may wait, except for the first of a flow. */
const MAX_WAITING = 1_000;

interface Waiting {
  readonly admit: (place: Place | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

interface Queue {
  readonly waiting: Set<Waiting>;
  /** Since when it has not become empty by letting all of it through. */
  readonly since: number;
}

/**
 * Places are given to each flow in turn, and within a flow in the order of arrival. A flow without a request at work enters at
 * once while fewer flows than the limit are at work: the requests of a flow that sends many, let in before the limit shrank,
 * must not keep the others out.
 */
export function createConcurrencyGate({ limit, observe }: GateOptions): ConcurrencyGate {
  const adaptive = typeof limit === 'number' ? undefined : new AdaptiveLimit(limit);
  const current = () => adaptive?.value ?? (limit as number);
  const queues = new Map<string, Queue>();
  const atWork = new Map<string, number>();
  let inFlight = 0;
  let waitingCount = 0;
  let observed = current();
  observe?.(observed);

  function take(flow: string, now: number): Place {
    inFlight += 1;
    atWork.set(flow, (atWork.get(flow) ?? 0) + 1);
    return { flow, began: now, inFlight };
  }

  function giveBack({ flow }: Place): void {
    inFlight -= 1;
    const left = (atWork.get(flow) ?? 0) - 1;
    if (left > 0) atWork.set(flow, left);
    else atWork.delete(flow);
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
        // The queue stays, also when it is empty now: one that only gives up is no burst.
        remove(queue, entry);
        resolve(undefined);
      }, ms);
      const entry: Waiting = { admit: resolve, timer };
      queue.waiting.add(entry);
    });
  }

  function admitNext(now: number): void {
    for (const [flow, queue] of queues) {
      if (inFlight >= current()) return;
      const [next] = queue.waiting;
      if (next === undefined) continue;
      remove(queue, next);
      clearTimeout(next.timer);
      // The other flows have their turns first.
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
      return inFlight;
    },
    enter(flow) {
      const now = performance.now();
      if (inFlight < current() && waitingCount === 0) {
        queues.clear();
        return take(flow, now);
      }
      if (adaptive === undefined) return undefined;
      return !atWork.has(flow) && atWork.size < current() ? take(flow, now) : wait(flow, now);
    },
    leave(place, isSample) {
      const now = performance.now();
      giveBack(place);
      if (isSample) adaptive?.add(now - place.began, place.inFlight, now);
      if (observed !== current()) observe?.((observed = current()));
      if (waitingCount > 0) admitNext(now);
    },
  };
}
