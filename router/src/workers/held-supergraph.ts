import cluster, { type Worker } from 'node:cluster';
import { askPrimary, tellPrimary, tellWorker } from './messages.js';

/**
 * The primary process holds the SDL that the workers serve. A new worker starts with it and then treats the source's
 * text as a change, because by itself it could not tell that a supergraph lost protection, and could not start while
 * the source is invalid.
 */
type SupergraphMessage =
  | { readonly type: 'get-supergraph' }
  | HeldMessage
  | { readonly type: 'supergraph-served'; readonly sdl: string };

interface HeldMessage {
  readonly type: 'held-supergraph';
  readonly sdl?: string | undefined;
}

/** Long, because a worker without the answer could not tell that a supergraph lost protection, in milliseconds. */
const ANSWER_MS = 10_000;

/** In a worker: the SDL that the workers serve. Undefined in the first worker, and in a router of one process. */
export async function askForSupergraph(): Promise<string | undefined> {
  if (!cluster.isWorker) return undefined;
  const question = { type: 'get-supergraph' } satisfies SupergraphMessage;
  return (await askPrimary<HeldMessage>(question, 'held-supergraph', ANSWER_MS))?.sdl;
}

/** In a worker: has the primary process hold the SDL that this worker serves now. */
export async function reportSupergraph(sdl: string): Promise<void> {
  if (cluster.isWorker) await tellPrimary({ type: 'supergraph-served', sdl } satisfies SupergraphMessage);
}

/** In the primary process: holds the last SDL that a worker reported, and gives it to the workers that ask. */
export class HeldSupergraph {
  #sdl: string | undefined;

  follow(worker: Worker): void {
    worker.on('message', (message: Partial<SupergraphMessage>) => {
      if (message.type === 'supergraph-served') this.#sdl = message.sdl;
      if (message.type !== 'get-supergraph') return;
      tellWorker(worker, { type: 'held-supergraph', sdl: this.#sdl } satisfies SupergraphMessage);
    });
  }
}
