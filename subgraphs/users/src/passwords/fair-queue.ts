/** Runs a task when its turn comes. Returns undefined if the task was refused because too many tasks wait. */
export type FairQueue = <Result>(
  flows: readonly string[],
  task: () => Promise<Result>,
) => Promise<Result | undefined>;

interface Waiting {
  readonly flows: readonly string[];
  /** The round in which the task runs. Each round has at most one task of each flow. */
  readonly round: number;
  start(): void;
  refuse(): void;
}

/**
 * Runs `concurrency` tasks at a time and lets `limit` more wait, with start-time fair queueing. A task belongs to one
 * or more flows, such as its client's address and account. Its round comes after the last waiting task of any of its
 * flows, so a flow with a hundred waiting tasks delays the first task of another flow by one task. When the queue is
 * full, the task in the last round is refused: it belongs to one of the flows with the most waiting tasks.
 */
export function createFairQueue(concurrency: number, limit: number): FairQueue {
  /** Ordered by round, and by arrival within a round. */
  const waiting: Waiting[] = [];
  let running = 0;
  let round = 0;

  function startNext(): void {
    const next = waiting.shift();
    if (next === undefined) return;
    round = next.round;
    running += 1;
    next.start();
  }

  function enqueue(flows: readonly string[]): Promise<boolean> {
    return new Promise((resolve) => {
      const last = waiting.findLast((other) => other.flows.some((flow) => flows.includes(flow)));
      const entry: Waiting = {
        flows,
        round: (last?.round ?? round) + 1,
        start: () => resolve(true),
        refuse: () => resolve(false),
      };
      const after = waiting.findLastIndex((other) => other.round <= entry.round);
      waiting.splice(after + 1, 0, entry);
      if (running < concurrency) startNext();
      else if (waiting.length > limit) waiting.pop()?.refuse();
    });
  }

  return async (flows, task) => {
    if (!(await enqueue(flows))) return undefined;
    try {
      return await task();
    } finally {
      running -= 1;
      startNext();
    }
  };
}
