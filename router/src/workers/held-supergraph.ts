import cluster, { type Worker } from 'node:cluster';
import { tellPrimary, tellWorker } from './messages.js';

/**
 * The primary process holds the SDL that the workers serve. A new worker starts with it and then treats the source's
 * text as a change, because by itself it could not tell that a supergraph lost protection, and could not start while
 * the source is invalid.
 */
type SupergraphMessage =
  | { readonly type: 'get-supergraph' }
  | { readonly type: 'held-supergraph'; readonly sdl?: string | undefined }
  | { readonly type: 'supergraph-served'; readonly sdl: string };

/** In a worker: the SDL that the workers serve. Undefined in the first worker, and in a router of one process. */
export function askForSupergraph(): Promise<string | undefined> {
  if (!cluster.isWorker) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const listen = (message: Partial<SupergraphMessage>) => {
      if (message.type !== 'held-supergraph') return;
      process.off('message', listen);
      resolve(message.sdl);
    };
    process.on('message', listen);
    void tellPrimary({ type: 'get-supergraph' } satisfies SupergraphMessage);
  });
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
