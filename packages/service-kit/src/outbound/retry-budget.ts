/**
 * Lets retries be a fraction of the calls and no more: when a service fails altogether, asking again would multiply its
 * load exactly when it can bear least.
 */
export interface RetryBudget {
  /** Counts a first attempt. */
  deposit(): void;
  /** Whether one more retry is within the budget; takes it if so. */
  withdraw(): boolean;
}

/**
 * @param ratio retries earned by each call
 * @param most how many can be saved up, and are there at the start
 */
export function createRetryBudget({ ratio, most }: { ratio: number; most: number }): RetryBudget {
  let saved = most;
  return {
    deposit() {
      saved = Math.min(most, saved + ratio);
    },
    withdraw() {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}
