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
  joined: number;
  /** Set when the work has ended. */
  outcome: Outcome<T> | undefined;
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
  /** The number of callers that get a result in one turn of the event loop. Default: all of them. */
  readonly perTurn?: number;
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
    flight.joined += 1;
    // The caller that began it waits as long as the work waits for subgraphs.
    if (hasJoined) waits?.begin();
    if (signal.aborted) waiter.onAbort();
    else signal.addEventListener('abort', waiter.onAbort);
  }

  #begin({ key, context, work }: Call<T>): Flight<T> {
    const { requestId, trace, caller, deadline, waits } = context;
    const stop = new Stop();
    const own: RequestContext = { requestId, trace, caller, signal: stop, deadline, waits };
    const flight: Flight<T> = { stop, deadline, waiting: new Set(), joined: 0, outcome: undefined };
    this.#flights.set(key, flight);
    const end = (outcome: Outcome<T>): void => {
      this.#forget(key, flight);
      flight.outcome = outcome;
      if ('result' in outcome && flight.joined > 1) this.#options.onShared?.(outcome.result);
      this.#tell(flight, outcome);
    };
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
    // It is told the outcome in one of the next turns of the event loop.
    if (flight.outcome !== undefined) return;
    const isStopped = flight.waiting.size === 1 || isOver(flight.deadline);
    if (isStopped) {
      this.#forget(key, flight);
      flight.stop.abort();
    }
    // A caller whose time has passed gets the partial result: stopped work ends at once with it.
    if (isStopped && isOver(context.deadline)) return;
    this.#release(flight, waiter);
    reject(new StoppedWaiting());
  }

  /** Gives the callers the outcome, some of them in each turn of the event loop. */
  #tell(flight: Flight<T>, outcome: Outcome<T>): void {
    let room = this.#options.perTurn ?? Number.POSITIVE_INFINITY;
    for (const waiter of flight.waiting) {
      if (room === 0) {
        setImmediate(() => this.#tell(flight, outcome));
        return;
      }
      room -= 1;
      this.#release(flight, waiter);
      const { call } = waiter;
      if (this.#isOthers(outcome, flight, waiter)) this.#join(call);
      else if ('result' in outcome) call.resolve(outcome.result);
      else call.reject(outcome.error);
    }
  }

  #release(flight: Flight<T>, waiter: Waiter<T>): void {
    const { signal, waits } = waiter.call.context;
    flight.waiting.delete(waiter);
    signal.removeEventListener('abort', waiter.onAbort);
    if (waiter.hasJoined) waits?.end();
  }

  /** Whether the time limit of another caller ended the work, and this one has time left. */
  #isOthers(outcome: Outcome<T>, { deadline }: Flight<T>, { hasJoined, call }: Waiter<T>): boolean {
    if (!hasJoined || !this.#options.isLate('result' in outcome ? outcome.result : outcome.error))
      return false;
    const { signal, deadline: own } = call.context;
    return !signal.aborted && isOver(deadline) && performance.now() < own - RESERVE_MS;
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

function isOver(deadline: number): boolean {
  return performance.now() >= deadline - SLACK_MS;
}
