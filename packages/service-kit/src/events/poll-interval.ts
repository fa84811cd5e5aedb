/** How often a process looks for changes by other processes. */
export interface PollInterval {
  /** The time until the next look, in milliseconds. */
  readonly ms: number;
  /** Call it when there was a change: more are likely to follow. */
  noteChange(): void;
}

const BUSY_MS = 250;
const IDLE_MS = 1_000;

/** How long after a change the interval stays short, in milliseconds. */
const BUSY_FOR_MS = 10_000;

/** The interval is longer after a while without changes, so that services that do nothing need little of their database. */
export function createPollInterval(now: () => number = () => performance.now()): PollInterval {
  let busyUntil = now() + BUSY_FOR_MS;
  return {
    get ms() {
      return now() < busyUntil ? BUSY_MS : IDLE_MS;
    },
    noteChange() {
      busyUntil = now() + BUSY_FOR_MS;
    },
  };
}
