import DataLoader from 'dataloader';
import mongoose from 'mongoose';
import { LedgerFull, type LedgerTotals } from '../domain/ledger.js';
import type { LedgerChange } from '../domain/ledger-changes.js';
import type { StoredLedger } from '../models/ledger.js';
import { filterOf, toLedger, totalsOnly, updateOf } from './ledger-documents.js';

type Stored = mongoose.mongo.Collection<StoredLedger>;

interface Change {
  readonly id: string;
  readonly change: LedgerChange;
}

type Changed = LedgerTotals | undefined;

/** Changes a ledger. Undefined if the condition did not hold and nothing changed. */
type ChangeLedger = (id: string, change: LedgerChange) => Promise<Changed>;

/** The server's error codes for a document that would exceed 16 MiB. */
const TOO_LARGE: ReadonlySet<unknown> = new Set([10334, 17419]);

/** The changes of an order's placement, which come in groups. */
const GROUPED: ReadonlySet<LedgerChange['name']> = new Set(['reserve', 'finalise', 'release']);

/** The maximum number of changes in one command. */
const MAX_GROUP = 400;

/**
 * Changes that are made at the same time share one command: those of an order's products, and of all orders of one
 * call. Each is still an atomic update of one ledger under its own condition.
 */
export function createGroupedLedgerChanges(stored: Stored): ChangeLedger {
  const changing = new DataLoader<Change, Changed>((changes) => changeAll(stored, changes), {
    cache: false,
    maxBatchSize: MAX_GROUP,
  });
  return async (id, change) => {
    if (GROUPED.has(change.name)) return changing.load({ id, change });
    const changed = await changeAlone(stored, { id, change });
    if (changed instanceof Error) throw changed;
    return changed;
  };
}

/**
 * A bulk update only reports how many ledgers matched. If one did not, each change is made again alone. The condition of
 * a change that was applied no longer holds, so it is not applied twice: the caller is told that nothing changed, reads
 * the ledger and finds the change. The reconciler then updates the catalogue.
 */
async function changeAll(stored: Stored, changes: readonly Change[]): Promise<readonly (Changed | Error)[]> {
  if (changes.length === 1 || !(await haveAllChanged(stored, changes)))
    return Promise.all(changes.map((each) => changeAlone(stored, each)));
  const totals = await findTotals(
    stored,
    changes.map(({ id }) => id),
  );
  return changes.map(({ id }) => totals.get(id));
}

async function haveAllChanged(stored: Stored, changes: readonly Change[]): Promise<boolean> {
  const updates = changes.map(({ id, change }) => ({
    updateOne: { filter: filterOf(id, change.when), update: updateOf(change.then) },
  }));
  try {
    return (await stored.bulkWrite(updates, { ordered: false })).matchedCount === changes.length;
  } catch (error) {
    // The server refused single updates, such as that of a full ledger.
    if (error instanceof mongoose.mongo.MongoBulkWriteError && [error.writeErrors].flat().length > 0)
      return false;
    throw error;
  }
}

async function findTotals(
  stored: Stored,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LedgerTotals>> {
  const options = { projection: totalsOnly, batchSize: ids.length + 1 };
  const found = await stored.find({ _id: { $in: [...new Set(ids)] } }, options).toArray();
  return new Map(found.map((ledger) => [ledger._id, toLedger(ledger)]));
}

async function changeAlone(stored: Stored, { id, change }: Change): Promise<Changed | Error> {
  const options = { returnDocument: 'after', projection: totalsOnly } as const;
  try {
    const found = await stored.findOneAndUpdate(filterOf(id, change.when), updateOf(change.then), options);
    return found === null ? undefined : toLedger(found);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'code' in error && TOO_LARGE.has(error.code) ? new LedgerFull(id, error) : error;
  }
}
