import cluster, { type Worker } from 'node:cluster';

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

/**
 * In a worker: asks the primary process, whose answer is the next message of the type.
 *
 * @returns undefined without an answer in time: a primary process of an older version does not know all questions
 */
export function askPrimary<Answer extends { readonly type: string }>(
  question: object,
  type: Answer['type'],
  limitMs: number,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const finish = (answer?: Answer) => {
      clearTimeout(limit);
      process.off('message', listen);
      resolve(answer);
    };
    const listen = (message: Answer) => {
      if (message.type === type) finish(message);
    };
    const limit = setTimeout(finish, limitMs);
    process.on('message', listen);
    void tellPrimary(question);
  });
}

/** A message that `askWorkers` sends, and the answer to it: both have the number of the request. */
export interface Numbered {
  readonly request: number;
}

let requests = 0;

/** The questions that are not answered yet, by their request: each is told of a worker that has answered or ended. */
const questions = new Map<number, (worker: Worker, answer?: object) => void>();

// One listener for all questions: Node warns of a leak when a worker has more than ten.
cluster.on('message', (worker, message: Partial<Numbered>) => {
  if (message.request !== undefined) questions.get(message.request)?.(worker, message);
});
cluster.on('disconnect', (worker) => {
  for (const settle of questions.values()) settle(worker);
});

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
  const waiting = new Set(workers.filter((worker) => worker.isConnected()));
  if (waiting.size === 0) return [];
  const answers: (Answer & Numbered)[] = [];
  await new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, limitMs);
    questions.set(request, (worker, answer) => {
      if (!waiting.delete(worker)) return;
      if (answer !== undefined) answers.push(answer as Answer & Numbered);
      if (waiting.size > 0) return;
      clearTimeout(limit);
      resolve();
    });
    for (const worker of waiting) tellWorker(worker, { ...question, request } satisfies Numbered);
  });
  questions.delete(request);
  return answers;
}
