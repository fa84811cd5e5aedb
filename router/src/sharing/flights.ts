import type { RequestContext } from '../context.js';
import { Stop } from '../stop.js';

/** Thrown to a caller that stops waiting. The other callers are not affected. */
export class StoppedWaiting extends Error {
  constructor() {
    super('stopped waiting');
    this.name = 'StoppedWaiting';
  }
}

/** The least remaining time with which starting again is useful. */
const RESERVE_MS = 50;
/** The error of timers, in either direction. */
const SLACK_MS = 5;

interface Flight<T> {
  readonly stop: Stop;
  /** The deadline of the caller that began it. */
  readonly deadline: number;
  readonly waiting: Set<Waiter<T>>;
}

type Outcome<T> = { readonly result: T } | { readonly error: Error };

type Work<T> = (context: RequestContext) => Promise<T>;

/** One caller of {@link Flights.run}. */
interface Call<T> {
  readonly key: string;
  readonly context: RequestContext;
  readonly work: Work<T>;
  readonly resolve: (result: T) => void;
  readonly reject: (error: Error) => void;
}

/** A caller that waits for a flight. */
interface Waiter<T> {
  readonly call: Call<T>;
  /** Whether another caller began the flight. */
  readonly hasJoined: boolean;
  readonly onAbort: () => void;
}

export interface FlightsOptions<T> {
  /** Whether an outcome, a result or an error, was caused by the time limit. */
  readonly isLate: (outcome: unknown) => boolean;
  /** Called with a result that more than one caller gets. */
  readonly onShared?: (result: T) => void;
  /** How many callers may get this result in one turn of the event loop, at least 1. Default: all of them. */
  readonly maxPerTurn?: (result: T) => number;
}

/**
 * Work in progress with several waiting callers. It runs in a context of its own, so the caller that began it may leave
 * without ending it for the others. It is aborted when no caller waits any more, and ends at the deadline of the caller
 * that began it. Callers with time left then begin it again, together.
 */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #options: FlightsOptions<T>;

  constructor(options: FlightsOptions<T>) {
    this.#options = options;
  }

  /** @param key equal keys mean equal work, for callers that may share answers */
  run(key: string, context: RequestContext, work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => this.#join({ key, context, work, resolve, reject }));
  }

  #join(call: Call<T>): void {
    const { signal, waits } = call.context;
    const known = this.#flights.get(call.key);
    const flight = known ?? this.#begin(call);
    const hasJoined = known !== undefined;
    const waiter: Waiter<T> = { call, hasJoined, onAbort: () => this.#leave(flight, waiter) };
    flight.waiting.add(waiter);
    // The caller that began it waits as long as the work waits for subgraphs.
    if (hasJoined) waits?.begin();
    if (signal.aborted) waiter.onAbort();
    else signal.addEventListener('abort', waiter.onAbort);
  }

  #begin({ key, context, work }: Call<T>): Flight<T> {
    const { requestId, trace, caller, deadline, waits } = context;
    const stop = new Stop();
    const own: RequestContext = { requestId, trace, caller, signal: stop, deadline, waits };
    const flight: Flight<T> = { stop, deadline, waiting: new Set() };
    this.#flights.set(key, flight);
    const end = (outcome: Outcome<T>): void => this.#end(key, flight, outcome);
    // In a promise's callback, so that an error which `work` throws is the flight's too.
    Promise.resolve()
      .then(() => work(own))
      .then(
        (result) => end({ result }),
        (error: unknown) => end({ error: error instanceof Error ? error : new Error(String(error)) }),
      );
    return flight;
  }

  #leave(flight: Flight<T>, waiter: Waiter<T>): void {
    const { key, context, reject } = waiter.call;
    const isStopped = flight.waiting.size === 1 || isOver(flight.deadline);
    if (isStopped) {
      this.#forget(key, flight);
      flight.stop.abort();
    }
    // A caller whose time has passed gets the partial result: stopped work ends at once with it.
    if (isStopped && isOver(context.deadline)) return;
    flight.waiting.delete(waiter);
    release(waiter);
    reject(new StoppedWaiting());
  }

  #end(key: string, flight: Flight<T>, outcome: Outcome<T>): void {
    const { waiting, deadline } = flight;
    this.#forget(key, flight);
    if ('result' in outcome && waiting.size > 1) this.#options.onShared?.(outcome.result);
    const isCut =
      isOver(deadline) && this.#options.isLate('result' in outcome ? outcome.result : outcome.error);
    const told: Call<T>[] = [];
    for (const waiter of waiting) {
      release(waiter);
      if (isCut && waiter.hasJoined && hasMoreTime(waiter.call.context)) this.#join(waiter.call);
      else told.push(waiter.call);
    }
    if ('result' in outcome) this.#tell(told, outcome.result);
    else for (const { reject } of told) reject(outcome.error);
  }

  /** Gives callers the result, some of them in each turn of the event loop. */
  #tell(calls: readonly Call<T>[], result: T, first = 0): void {
    const next = first + (this.#options.maxPerTurn?.(result) ?? calls.length);
    for (const { resolve } of calls.slice(first, next)) resolve(result);
    if (next < calls.length) setImmediate(() => this.#tell(calls, result, next));
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

/** Ends the waiting of a caller. */
function release<T>({ call, hasJoined, onAbort }: Waiter<T>): void {
  const { signal, waits } = call.context;
  signal.removeEventListener('abort', onAbort);
  if (hasJoined) waits?.end();
}

function isOver(deadline: number): boolean {
  return performance.now() >= deadline - SLACK_MS;
}

/** Whether a caller has the time to begin again. */
function hasMoreTime({ signal, deadline }: RequestContext): boolean {
  return !signal.aborted && performance.now() < deadline - RESERVE_MS;
}
