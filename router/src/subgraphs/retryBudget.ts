/**
 * How many requests may be sent twice: a share of those sent once. Retries without a budget multiply the load of a
 * subgraph exactly when it can bear least.
 */
export interface RetryBudget {
  /** A request was sent for the first time. */
  earn(): void;
  /** @returns whether one retry may be made, and takes it from the budget */
  spend(): boolean;
}

/**
 * @param share retries per request; default 0.1
 * @param reserve the most that can be saved up, and what there is at the start; default 10
 */
export function createRetryBudget(share = 0.1, reserve = 10): RetryBudget {
  let saved = reserve;
  return {
    earn() {
      saved = Math.min(reserve, saved + share);
    },
    spend() {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}
