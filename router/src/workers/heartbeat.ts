import cluster, { type Worker } from 'node:cluster';
import { tellPrimary, tellWorker } from './messages.js';

interface HeartbeatMessage {
  readonly type: 'ping' | 'pong';
}

const INTERVAL_MS = 1_000;

/** A worker hangs after so many heartbeats without an answer. They are counted because this process may have been suspended too. */
const MAX_MISSED = 10;

/** The same for a worker that starts: a large supergraph may block its event loop for long. */
const MAX_MISSED_AT_START = 60;

/** In a worker: answers heartbeats. */
export function answerHeartbeats(): void {
  if (!cluster.isWorker) return;
  process.on('message', ({ type }: Partial<HeartbeatMessage>) => {
    if (type === 'ping') void tellPrimary({ type: 'pong' } satisfies HeartbeatMessage);
  });
}

/** In the primary process: calls `onHang` once if the worker does not answer for ten seconds. */
export function watchHeartbeat(worker: Worker, isReady: () => boolean, onHang: () => void): void {
  let missed = 0;
  worker.on('message', ({ type }: Partial<HeartbeatMessage>) => {
    if (type === 'pong') missed = 0;
  });
  const timer = setInterval(() => {
    if (missed < (isReady() ? MAX_MISSED : MAX_MISSED_AT_START)) {
      missed += 1;
      tellWorker(worker, { type: 'ping' } satisfies HeartbeatMessage);
      return;
    }
    clearInterval(timer);
    onHang();
  }, INTERVAL_MS).unref();
  worker.once('exit', () => clearInterval(timer));
}
