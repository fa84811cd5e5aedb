/** Runs a task when its turn comes; undefined when it is refused because too many tasks wait. */
export type FairQueue = <Result>(
  flows: readonly string[],
  task: () => Promise<Result>,
) => Promise<Result | undefined>;

interface Waiting {
  readonly flows: readonly string[];
  /** The round in which the task runs: each flow has one task in a round. */
  readonly round: number;
  start(): void;
  refuse(): void;
}

/**
 * Runs `concurrency` tasks at a time and lets `limit` more wait, by start-time fair queueing: a task comes one round
 * after the last waiting task of any flow that it belongs to, such as its client's address or its account. So a flow
 * with a hundred waiting tasks delays the first task of another flow by one task. When the queue is full, the task of
 * the latest round is refused, which is one of the flow that has the most waiting.
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
