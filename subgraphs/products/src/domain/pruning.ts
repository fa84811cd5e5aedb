import type { BookedOperation, Ledger, LedgerTotals } from './ledger.js';

/** The maximum difference between the clocks of two machines, in milliseconds. */
const CLOCK_SKEW_MS = 60_000;

/**
 * The maximum time from a reservation's arrival to its deadline, in milliseconds: the time that orders sets, plus the
 * difference of the clocks.
 */
export const MAX_DEADLINE_MS = 45_000 + CLOCK_SKEW_MS;

/**
 * How long a ledger keeps a booked operation, in milliseconds. After this time the watermark that replaces the
 * operation is behind every clock, so it refuses no reservation whose deadline is in the future.
 */
export const CLOSED_KEPT_MS = MAX_DEADLINE_MS + 2 * CLOCK_SKEW_MS;

/** How long after a pruned operation the watermark that replaces it is, in milliseconds. */
export const WATERMARK_AFTER_MS = MAX_DEADLINE_MS + CLOCK_SKEW_MS;

/** The number of changes between two searches for operations to prune: each search reads the ledger. */
const CHANGES_BETWEEN_LOOKS = 32;

/** The operations to remove from a ledger, and the watermark that replaces them. */
export interface Pruning {
  readonly closed: readonly BookedOperation[];
  readonly watermark: Date;
  readonly prunes: number;
}

/** Whether to search for operations to prune. The revision decides, so one process searches after every nth change. */
export function isTimeToPrune({ revision }: LedgerTotals): boolean {
  return revision % CHANGES_BETWEEN_LOOKS === 0;
}

/** Operations from before this moment can be pruned. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - CLOSED_KEPT_MS);
}

/**
 * Finds the operations that can be removed from `closed`. A settlement refuses late reservations, whose deadlines were
 * set before the order was settled. When a settlement is removed, the watermark moves beyond the latest of these
 * deadlines and refuses the same reservations. The update itself compares deadline and watermark, so a process that
 * read its clock long before its update cannot evade the comparison.
 */
export function pruningOf(ledger: Ledger, now: Date): Pruning | undefined {
  const until = keptSince(now).getTime();
  const closed = ledger.closed.filter(({ at }) => at.getTime() < until);
  if (closed.length === 0) return undefined;
  return {
    closed,
    watermark: new Date(until + WATERMARK_AFTER_MS),
    prunes: ledger.prunes,
  };
}

/**
 * Whether an operation must be remembered permanently. Restocks and adjustments have no deadline after which a copy of
 * them could be refused. The other operations move only held units, and a settled order holds none.
 */
export function isLasting({ operation }: BookedOperation): boolean {
  return operation.startsWith('restock:') || operation.startsWith('adjust:');
}
