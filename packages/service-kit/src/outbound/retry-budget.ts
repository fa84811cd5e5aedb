/**
 * Limits retries to a fraction of the calls: when a service fails completely, unlimited retries would multiply its load
 * when it can bear the least.
 */
export interface RetryBudget {
  /** Counts a first attempt. */
  deposit(): void;
  /** Takes one retry from the budget. Returns false when the budget is exhausted. */
  withdraw(): boolean;
}

/**
 * @param ratio how many retries each call adds
 * @param most the maximum of unused retries, which is also the initial budget
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
