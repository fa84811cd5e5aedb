import type { Logger } from '@supergraph/service-kit/service';
import { LRUCache } from 'lru-cache';
import { createWindows } from '../limits/rate/windows.js';

/** An operation with `@defer` that the planner could not plan. */
interface UndeferredOperation {
  readonly documentId: string;
  readonly name: string | undefined;
}

/** Told of each plan with `@defer` that the planner could not make. */
export type UndeferredObserver = (operation: UndeferredOperation, error: unknown) => void;

/** The number of operations that are remembered as logged. */
const MAX_OPERATIONS = 1_000;

/** Lines a minute: anyone can send different operations. */
const MAX_LINES = 10;
const WINDOW_S = 60;

/**
 * Counts plans with `@defer` that the planner cannot make, and logs each such operation once. Its answer is right, but
 * its first part comes as late as the whole answer.
 */
export function observeUndeferred(logger: Logger, count: () => void = () => undefined): UndeferredObserver {
  const logged = new LRUCache<string, true>({ max: MAX_OPERATIONS });
  const lines = createWindows(MAX_LINES, WINDOW_S);
  return ({ documentId, name }, error) => {
    count();
    if (logged.has(documentId) || lines.take('', 1) !== undefined) return;
    logged.set(documentId, true);
    logger.warn(
      { err: error, documentId, operation: name },
      'the planner cannot defer fragments of this operation: all its fields are fetched before its first part',
    );
  };
}
