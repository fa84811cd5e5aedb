import type { BookedOperation, Ledger, LedgerTotals } from './ledger.js';

/** By how much the clocks of two machines may differ. */
const CLOCK_SKEW_MS = 60_000;

/** The furthest ahead that a reservation's deadline may lie when it arrives: as orders sets it, and the clocks' difference. */
export const MAX_DEADLINE_MS = 45_000 + CLOCK_SKEW_MS;

/**
 * How long a booked operation is kept in its ledger: long enough for the watermark that takes its place to lie behind
 * every clock, so that it refuses no reservation whose deadline is still to come.
 */
export const CLOSED_KEPT_MS = MAX_DEADLINE_MS + 2 * CLOCK_SKEW_MS;

/** A look at the booked operations is worth its price once in so many changes. */
const CHANGES_BETWEEN_LOOKS = 32;

/** The operations that a pruning takes out of a ledger, and the watermark that takes their place. */
export interface Pruning {
  readonly closed: readonly BookedOperation[];
  readonly watermark: Date;
  readonly prunes: number;
}

/** Whether it is time to look for operations to prune: the process that made the ledger's nth change looks. */
export function isTimeToPrune({ revision }: LedgerTotals): boolean {
  return revision % CHANGES_BETWEEN_LOOKS === 0;
}

/** Operations from before this moment can be pruned. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - CLOSED_KEPT_MS);
}

/**
 * Finds the operations that can go from `closed`. A settlement refuses reservations that come late; they carry a
 * deadline that was set before the order was settled. So when a settlement goes, the watermark moves beyond the last
 * deadline set until its moment, and refuses the same reservations: by comparison inside the update itself, not by a
 * clock that a process held up on its way to the database could have read too early.
 */
export function pruningOf(ledger: Ledger, now: Date): Pruning | undefined {
  const until = keptSince(now).getTime();
  const closed = ledger.closed.filter(({ at }) => at.getTime() < until);
  if (closed.length === 0) return undefined;
  return {
    closed,
    watermark: new Date(until + MAX_DEADLINE_MS + CLOCK_SKEW_MS),
    prunes: ledger.prunes,
  };
}

/**
 * Whether an operation must be remembered for good: restocks and adjustments carry no deadline after which a copy of them
 * could be refused. The others move only what is held, and nothing is held by an order that was settled.
 */
export function isLasting({ operation }: BookedOperation): boolean {
  return operation.startsWith('restock:') || operation.startsWith('adjust:');
}
