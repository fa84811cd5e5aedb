import { openLedger, type Ledger, type LedgerTotals } from '../domain/ledger.js';
import type { Condition, Effect } from '../domain/ledger-changes.js';
import type { LedgerRepository, StockRecord, StockRecordRepository } from '../domain/repositories.js';

/** Ledgers in memory: the reference model for the database's filters and updates, in plain code. */
export function createMemoryLedgers(): LedgerRepository & { readonly all: ReadonlyMap<string, Ledger> } {
  const all = new Map<string, Ledger>();
  return {
    all,
    find: (id) => Promise.resolve(all.get(id)),
    findMany(ids, operations) {
      const found = [...all].filter(([id]) => ids.includes(id));
      const relevant = (ledger: Ledger) =>
        ledger.closed.filter(({ operation }) => operations.includes(operation));
      return Promise.resolve(
        new Map(found.map(([id, ledger]) => [id, { ...ledger, closed: relevant(ledger) }])),
      );
    },
    findStock: (ids) => Promise.resolve(new Map([...all].filter(([id]) => ids.includes(id)))),
    open({ id, openingStock, discontinued }) {
      if (!all.has(id)) all.set(id, openLedger(id, openingStock, discontinued));
      return Promise.resolve();
    },
    change(id, { when, then }) {
      const ledger = all.get(id);
      if (ledger === undefined || !holds(ledger, when)) return Promise.resolve(undefined);
      const after = applied(ledger, then);
      all.set(id, after);
      return Promise.resolve(totalsOf(after));
    },
    prune(id, { closed, watermark, prunes }) {
      const ledger = all.get(id);
      if (ledger?.prunes !== prunes) return Promise.resolve();
      const gone = new Set(closed.map(({ operation }) => operation));
      all.set(id, {
        ...ledger,
        closed: ledger.closed.filter(({ operation }) => !gone.has(operation)),
        watermark: ledger.watermark < watermark ? watermark : ledger.watermark,
        prunes: prunes + 1,
      });
      return Promise.resolve();
    },
  };
}

function totalsOf(ledger: Ledger): LedgerTotals {
  const { id, available, sold, received, discontinued, revision, prunes, watermark } = ledger;
  return { id, available, sold, received, discontinued, revision, prunes, watermark };
}

function holds(ledger: Ledger, when: Condition): boolean {
  return unitsSuffice(ledger, when) && ordersAreAs(ledger, when) && timesAreAs(ledger, when);
}

function unitsSuffice({ available, sold, received }: Ledger, when: Condition): boolean {
  const { availableAtLeast = 0, soldAtLeast = 0, receivedAtMost = Infinity } = when;
  return available >= availableAtLeast && sold >= soldAtLeast && received <= receivedAtMost;
}

function ordersAreAs(
  { held, closed }: Ledger,
  { holds = [], holdsNot = [], notBooked = [] }: Condition,
): boolean {
  return (
    holds.every((hold) =>
      held.some(({ order, quantity }) => order === hold.order && quantity === hold.quantity),
    ) &&
    !held.some(({ order }) => holdsNot.includes(order)) &&
    !closed.some(({ operation }) => notBooked.includes(operation))
  );
}

function timesAreAs(ledger: Ledger, { selling, deadline, prunes }: Condition): boolean {
  return (
    (selling === undefined || ledger.discontinued !== selling) &&
    (deadline === undefined || ledger.watermark < deadline) &&
    (prunes === undefined || ledger.prunes === prunes)
  );
}

function applied(ledger: Ledger, effect: Effect): Ledger {
  const { available = 0, sold = 0, received = 0, hold = [], unhold = [], book = [], discontinue } = effect;
  return {
    ...ledger,
    available: ledger.available + available,
    sold: ledger.sold + sold,
    received: ledger.received + received,
    held: [...ledger.held.filter(({ order }) => !unhold.includes(order)), ...hold],
    closed: [...ledger.closed, ...book],
    discontinued: ledger.discontinued || discontinue === true,
    revision: ledger.revision + 1,
  };
}

export function createMemoryRecords(): StockRecordRepository & {
  readonly all: ReadonlyMap<string, StockRecord>;
} {
  const all = new Map<string, StockRecord>();
  return {
    all,
    find: (id) => Promise.resolve(all.get(id)),
    claim(record) {
      const kept = all.get(record.id) ?? record;
      all.set(record.id, kept);
      return Promise.resolve(kept);
    },
    book(records) {
      for (const record of records) all.set(record.id, { ...(all.get(record.id) ?? record), booked: true });
      return Promise.resolve();
    },
  };
}
