import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createConcurrencyGate, networkOf, type Place } from '@supergraph/service-kit';

/** Turns work away while there is too much. */
export interface LoadShedder {
  /** @returns a place if there is room for one more operation of this address; then `leave` must follow */
  enter(address: string): Place | undefined | Promise<Place | undefined>;
  /** @param isAnswered whether its time tells of the load: not so when its client went away */
  leave(place: Place, isAnswered: boolean): void;
  close(): void;
}

export interface LoadLimits {
  /** Operations at work at once: `auto` goes by their latency. */
  readonly concurrent: number | 'auto';
  /** How late timers may be in the mean before new work is refused, in milliseconds. */
  readonly maxDelayMs: number;
  /** Told how many may be at work at once, whenever that changes. */
  readonly observe?: (limit: number) => void;
}

/**
 * A mean of a tenth of a second is no overload, whatever the operations are. At the start so many are let in that a burst
 * is none, and that the queue behind them is answered in seconds.
 */
const AUTO = { min: 16, start: 256, max: 1_000, toleratedMs: 100, tolerance: 1.5 };

const SAMPLE_MS = 20;
const CHECK_MS = 500;
/** One long task is no overload. */
const LATE_CHECKS = 2;

/**
 * A server that takes on more than it can do answers everyone too late. Saying no at once costs nothing and leaves
 * those inside a share they can use; `Retry-After` tells the others when to come back. Overload shows as operations
 * that take longer the more of them are at work, wherever the time goes, and as a late event loop.
 */
export function createLoadShedder({ concurrent, maxDelayMs, observe }: LoadLimits): LoadShedder {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  const gate = createConcurrencyGate({ limit: concurrent === 'auto' ? AUTO : concurrent, observe });
  let lateChecks = 0;
  const timer = setInterval(() => {
    lateChecks = delay.mean / 1e6 - SAMPLE_MS > maxDelayMs ? lateChecks + 1 : 0;
    delay.reset();
  }, CHECK_MS).unref();
  return {
    enter(address) {
      // One may always try: otherwise nothing would show that the load is gone.
      return lateChecks >= LATE_CHECKS && gate.inFlight > 0 ? undefined : gate.enter(networkOf(address));
    },
    leave(place, isAnswered) {
      gate.leave(place, isAnswered);
    },
    close() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
