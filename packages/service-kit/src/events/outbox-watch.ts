import type { Outbox } from './outbox.js';
import { createPollInterval } from './poll-interval.js';
import { createWake } from './wake.js';

/** Knows which outboxes may have unpublished events. */
export interface OutboxWatch {
  /** Takes the outboxes to read: those that this process changed, and regularly all, which other processes change too. */
  take(): readonly Outbox[];
  /** Notes that an outbox had events: more are likely to follow. */
  noteEvents(): void;
  /** Has the next `take` return this outbox again. */
  again(outbox: Outbox): void;
  /** Has the next `take` return all outboxes. */
  againAll(): void;
  /** Resolves when there is an outbox to take, or the signal is aborted. Returns whether this process changed one. */
  untilNext(): Promise<boolean>;
}

/** @param signal ends the watch */
export function watchOutboxes(outboxes: readonly Outbox[], signal: AbortSignal): OutboxWatch {
  const wake = createWake();
  const interval = createPollInterval();
  const changed = new Set<Outbox>();
  let pollAt = 0;

  for (const outbox of outboxes) {
    const noteChange = () => {
      changed.add(outbox);
      wake.wake();
    };
    outbox.onChange(noteChange, signal);
  }

  return {
    take() {
      const now = performance.now();
      const taken = now < pollAt ? [...changed] : outboxes;
      if (now >= pollAt) pollAt = now + interval.ms;
      changed.clear();
      return taken;
    },
    noteEvents: () => interval.noteChange(),
    again(outbox) {
      changed.add(outbox);
    },
    againAll() {
      pollAt = 0;
    },
    async untilNext() {
      if (changed.size === 0) await wake.pause(Math.max(0, pollAt - performance.now()), signal);
      return changed.size > 0;
    },
  };
}
