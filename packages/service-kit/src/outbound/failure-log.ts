import type { Logger } from '../logger.js';
import type { OutboundError } from './outcome.js';

/** Logs the failures of one service without one line per failure. */
export interface FailureLog {
  note(failure: OutboundError, requestId: string): void;
  close(): void;
}

/** A kind of failure is logged at once, and then at most once in this many milliseconds, with its count. */
const INTERVAL_MS = 10_000;

/** @param peer the failing service */
export function createFailureLog(logger: Logger, peer: string, intervalMs = INTERVAL_MS): FailureLog {
  const suppressed = new Map<OutboundError['outcome'], number>();
  const timers = new Set<NodeJS.Timeout>();

  function tellLater(outcome: OutboundError['outcome']): void {
    suppressed.set(outcome, 0);
    const timer = setTimeout(() => {
      timers.delete(timer);
      const count = suppressed.get(outcome) ?? 0;
      suppressed.delete(outcome);
      if (count === 0) return;
      logger.warn({ peer, outcome, count }, `${peer} gave no usable answer, again`);
      tellLater(outcome);
    }, intervalMs).unref();
    timers.add(timer);
  }

  return {
    note({ outcome, message }, requestId) {
      const count = suppressed.get(outcome);
      if (count !== undefined) {
        suppressed.set(outcome, count + 1);
        return;
      }
      logger.warn({ peer, outcome, count: 1, detail: message, requestId }, `${peer} gave no usable answer`);
      tellLater(outcome);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
