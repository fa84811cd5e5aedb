import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClosingStep, MeetOthers } from '@supergraph/service-kit/service';
import { tellWorker } from './messages.js';

/** The message of a worker that has come to a step, and the first process's answer when all have. */
interface StepMessage {
  readonly type: 'at' | 'all-at';
  readonly step: ClosingStep;
}

/** How long a worker waits for the others, in milliseconds: one of them may stand still. */
const MAX_WAIT_MS = 500;

/** In a worker: how it closes the port together with all workers that stop now. Undefined in a router of one process. */
export const meetOtherWorkers: MeetOthers | undefined = cluster.isWorker ? meetWorkers : undefined;

async function meetWorkers(step: ClosingStep): Promise<void> {
  const waiting = new AbortController();
  const met = new Promise<void>((resolve) => {
    const listen = (message: Partial<StepMessage>) => {
      if (message.type === 'all-at' && message.step === step) resolve();
    };
    process.on('message', listen);
    waiting.signal.addEventListener('abort', () => process.off('message', listen));
  });
  process.send?.({ type: 'at', step } satisfies StepMessage);
  await Promise.race([met, sleep(MAX_WAIT_MS, undefined, { ref: false })]);
  waiting.abort();
}

/**
 * In the first process: tells the workers of a group when all of them have come to a step. Since messages keep their
 * order, a worker that is told has also received every connection that this process had sent to it.
 */
export function letMeet(workers: readonly Worker[]): void {
  for (const step of ['quiet', 'closed'] as const) {
    void Promise.all(workers.map((worker) => comesTo(worker, step))).then(() => {
      for (const worker of workers) {
        tellWorker(worker, { type: 'all-at', step } satisfies StepMessage);
      }
    });
  }
}

/** Resolves when the worker has come to the step or has ended. */
function comesTo(worker: Worker, step: ClosingStep): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.on('message', (message: Partial<StepMessage>) => {
      if (message.type === 'at' && message.step === step) resolve();
    });
  });
}
