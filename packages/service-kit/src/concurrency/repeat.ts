import type { Logger } from '../logger.js';
import { pause } from './pause.js';

export interface RepeatOptions {
  /** The work. It must be harmless to run it in several processes at a time. */
  readonly run: () => Promise<void>;
  /** The pause before each run, in milliseconds. */
  readonly everyMs: number;
  readonly logger: Logger;
  /** The log message when a run fails. The next run tries again. */
  readonly failure: string;
}

/** Work that is repeated. */
export interface Repetition {
  /** Resolves when the present run is over. */
  stop(): Promise<void>;
}

/** Repeats work until it is stopped, one run after the other. */
export function repeat({ run, everyMs, logger, failure }: RepeatOptions): Repetition {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    for (;;) {
      await pause(everyMs, signal);
      if (signal.aborted) return;
      await run().catch((error: unknown) => logger.warn({ err: error }, failure));
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
