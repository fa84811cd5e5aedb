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
  readonly promise: Promise<T>;
  readonly stop: Stop;
  /** The deadline of the caller that began it. */
  readonly deadline: number;
  waiting: number;
  joined: number;
}

type Work<T> = (context: RequestContext) => Promise<T>;

export interface FlightsOptions<T> {
  /** Whether an outcome, a result or an error, was caused by the time limit. */
  readonly isLate: (outcome: unknown) => boolean;
  /** Called with a result that more than one caller gets. */
  readonly onShared?: (result: T) => void;
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
  async run(key: string, context: RequestContext, work: Work<T>): Promise<T> {
    for (;;) {
      const known = this.#flights.get(key);
      const flight = known ?? this.#begin(key, context, work);
      flight.waiting += 1;
      flight.joined += 1;
      const isOthers = (outcome: unknown): boolean =>
        known !== undefined && this.#options.isLate(outcome) && hasMoreTime(context, flight);
      // The caller that began it waits as long as the work waits for subgraphs.
      const waits = known === undefined ? undefined : context.waits;
      waits?.begin();
      try {
        const result = await this.#wait(key, flight, context);
        if (!isOthers(result)) return result;
      } catch (error) {
        if (!isOthers(error)) throw error;
      } finally {
        waits?.end();
      }
    }
  }

  #begin(key: string, context: RequestContext, work: Work<T>): Flight<T> {
    const { requestId, trace, caller, deadline, waits } = context;
    const stop = new Stop();
    const own: RequestContext = { requestId, trace, caller, signal: stop, deadline, waits };
    const promise = Promise.resolve().then(() => work(own));
    const flight: Flight<T> = { promise, stop, deadline, waiting: 0, joined: 0 };
    this.#flights.set(key, flight);
    const end = (): void => this.#forget(key, flight);
    promise.then((result) => {
      end();
      if (flight.joined > 1) this.#options.onShared?.(result);
    }, end);
    return flight;
  }

  #wait(key: string, flight: Flight<T>, { signal, deadline }: RequestContext): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        flight.waiting -= 1;
        const isStopped = flight.waiting === 0 || isOver(flight.deadline);
        if (isStopped) {
          this.#forget(key, flight);
          flight.stop.abort();
        }
        // A caller whose time has passed gets the partial result: stopped work ends at once with it.
        if (!isStopped || !isOver(deadline)) reject(new StoppedWaiting());
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave);
      const settle = (): void => signal.removeEventListener('abort', leave);
      flight.promise.then(
        (result) => {
          settle();
          resolve(result);
        },
        (error: unknown) => {
          settle();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

function isOver(deadline: number): boolean {
  return performance.now() >= deadline - SLACK_MS;
}

/** Whether another caller's deadline ended the work. */
function hasMoreTime({ signal, deadline }: RequestContext, flight: { readonly deadline: number }): boolean {
  return !signal.aborted && isOver(flight.deadline) && performance.now() < deadline - RESERVE_MS;
}
