/**
 * Stops asking a subgraph that keeps failing. Without it every client request waits the full deadline for an answer
 * that will not come, holds a connection meanwhile, and a subgraph that is starting up gets its whole load at once.
 */
export interface Breaker {
  /** Whether a request may be sent now. A half-open breaker lets one through. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  /** A request ended without telling anything about the subgraph: its client went away. */
  abandoned(): void;
}

export interface BreakerOptions {
  /** Fewer failures than this in a window never open it. Default 20. */
  readonly minimumFailures?: number;
  /** The share of failures in a window that opens it. Default 0.5. */
  readonly failureRatio?: number;
  /** In milliseconds. Default 10,000. */
  readonly windowMs?: number;
  /** How long nothing is sent before one request may try again, in milliseconds. Default 2,000. */
  readonly openMs?: number;
  readonly now?: () => number;
}

export function createBreaker(options: BreakerOptions = {}): Breaker {
  const { minimumFailures = 20, failureRatio = 0.5, windowMs = 10_000, openMs = 2_000 } = options;
  const now = options.now ?? performance.now.bind(performance);
  let windowStart = now();
  let failures = 0;
  let total = 0;
  let openedAt: number | undefined;
  let probing = false;

  function count(failure: boolean): void {
    const time = now();
    if (time - windowStart > windowMs) {
      windowStart = time;
      failures = 0;
      total = 0;
    }
    total += 1;
    if (!failure) return;
    failures += 1;
    if (failures >= minimumFailures && failures >= total * failureRatio) openedAt = time;
  }

  return {
    allows() {
      if (openedAt === undefined) return true;
      if (probing || now() - openedAt < openMs) return false;
      probing = true;
      return true;
    },
    succeeded() {
      if (openedAt !== undefined) {
        openedAt = undefined;
        failures = 0;
        total = 0;
      }
      probing = false;
      count(false);
    },
    failed() {
      if (openedAt !== undefined) openedAt = now();
      probing = false;
      count(true);
    },
    abandoned() {
      probing = false;
    },
  };
}
