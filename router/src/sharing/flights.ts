import type { RequestContext, StopSignal } from '../context.js';
import { Stop } from '../stop.js';

/** Thrown to one who stops waiting, because its client left or its time is up. The others are not concerned. */
export class StoppedWaiting extends Error {
  constructor() {
    super('stopped waiting');
    this.name = 'StoppedWaiting';
  }
}

interface Flight<T> {
  readonly promise: Promise<T>;
  readonly stop: Stop;
  waiting: number;
  joined: number;
  deadline: number;
}

/**
 * Work in flight that may be waited for by several. It runs in a context of its own: whoever began it may leave
 * without ending it for the others. It is given up when nobody waits any more.
 */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #onShared: (result: T) => void;

  /** @param onShared told of a result that more than one gets */
  constructor(onShared: (result: T) => void = () => undefined) {
    this.#onShared = onShared;
  }

  /** @param key equal keys mean equal work for callers that may have each other's answers */
  run(key: string, context: RequestContext, work: (context: RequestContext) => Promise<T>): Promise<T> {
    const known = this.#flights.get(key);
    const flight = known ?? this.#begin(key, context, work);
    flight.waiting += 1;
    flight.joined += 1;
    flight.deadline = Math.max(flight.deadline, context.deadline);
    return this.#wait(key, flight, context.signal);
  }

  #begin(key: string, context: RequestContext, work: (context: RequestContext) => Promise<T>): Flight<T> {
    const stop = new Stop();
    const { requestId, caller } = context;
    const own: RequestContext = {
      requestId,
      caller,
      signal: stop,
      // Whoever joins brings its own time with it.
      get deadline() {
        return flight.deadline;
      },
    };
    // The work may ask for the deadline before it returns its promise.
    const flight: Flight<T> = {
      promise: Promise.resolve().then(() => work(own)),
      stop,
      waiting: 0,
      joined: 0,
      deadline: context.deadline,
    };
    this.#flights.set(key, flight);
    const end = (): void => this.#forget(key, flight);
    flight.promise.then((result) => {
      end();
      if (flight.joined > 1) this.#onShared(result);
    }, end);
    return flight;
  }

  #wait(key: string, flight: Flight<T>, signal: StopSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          this.#forget(key, flight);
          flight.stop.abort();
        }
        reject(new StoppedWaiting());
      };
      if (signal.aborted) {
        leave();
        return;
      }
      signal.addEventListener('abort', leave);
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
