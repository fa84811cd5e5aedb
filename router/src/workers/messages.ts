import type { Worker } from 'node:cluster';

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
