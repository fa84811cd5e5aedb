/**
 * Lets so many tasks run at a time and so many wait, in the order they came.
 *
 * @returns a function that runs a task, or answers undefined at once when too many wait already
 */
export function createGate(concurrency: number, queueLimit: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function pass<Result>(task: () => Promise<Result>): Promise<Result> {
    if (running < concurrency) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      // The place goes straight to the next in line, so nobody who comes later can take it.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return <Result>(task: () => Promise<Result>): Promise<Result> | undefined =>
    running >= concurrency && waiting.length >= queueLimit ? undefined : pass(task);
}
