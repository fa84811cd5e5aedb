import type { Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';

/** In the primary process: sends a message to a worker. One that has just ended gets none, which is no error. */
export function tellWorker(worker: Worker, message: object): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}

/** In a worker: sends a message to the primary process. Resolves when it is sent, or when that process has ended. */
export function tellPrimary(message: object): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
    else resolve();
  });
}

/** A message that `askWorkers` sends, and the answer to it: both have the number of the request. */
export interface Numbered {
  readonly request: number;
}

let requests = 0;

/**
 * In the primary process: asks workers, and resolves when all have answered or ended, or when the time limit has passed.
 *
 * @returns the answers that came in time
 */
export async function askWorkers<Answer extends object>(
  workers: readonly Worker[],
  question: object,
  limitMs: number,
): Promise<readonly (Answer & Numbered)[]> {
  const request = (requests += 1);
  const limit = new AbortController();
  const answers: (Answer & Numbered)[] = [];
  const ask = (worker: Worker) =>
    new Promise<void>((resolve) => {
      const finish = () => {
        worker.off('message', listen).off('disconnect', finish);
        resolve();
      };
      const listen = (message: Answer & Numbered) => {
        if (message.request !== request) return;
        answers.push(message);
        finish();
      };
      worker.on('message', listen).on('disconnect', finish);
      limit.signal.addEventListener('abort', finish);
      if (worker.isConnected()) tellWorker(worker, { ...question, request } satisfies Numbered);
      else finish();
    });
  const late = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
  await Promise.race([Promise.all(workers.map(ask)), late]);
  limit.abort();
  return answers;
}
