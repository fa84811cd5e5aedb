import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Turns work away while there is too much. */
export interface LoadShedder {
  /** @returns whether there is room for one more; then `leave` must follow */
  enter(): boolean;
  leave(): void;
  close(): void;
}

export interface LoadLimits {
  /** Operations at work at once. */
  readonly concurrent: number;
  /** How late timers may be in the mean before new work is refused, in milliseconds. */
  readonly maxDelayMs: number;
}

const SAMPLE_MS = 20;
const CHECK_MS = 500;
/** One long task is no overload. */
const LATE_CHECKS = 2;

/**
 * A server that takes on more than it can do answers everyone too late. Saying no at once costs nothing and leaves
 * those inside a share they can use; `Retry-After` tells the others when to come back. Overload shows as operations
 * piling up, when subgraphs are slow, or as a late event loop, when we are.
 */
export function createLoadShedder({ concurrent, maxDelayMs }: LoadLimits): LoadShedder {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  let inside = 0;
  let lateChecks = 0;
  const timer = setInterval(() => {
    lateChecks = delay.mean / 1e6 - SAMPLE_MS > maxDelayMs ? lateChecks + 1 : 0;
    delay.reset();
  }, CHECK_MS).unref();
  return {
    enter() {
      // One may always try: otherwise nothing would show that the load is gone.
      if (inside >= concurrent || (lateChecks >= LATE_CHECKS && inside > 0)) return false;
      inside += 1;
      return true;
    },
    leave() {
      inside -= 1;
    },
    close() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
