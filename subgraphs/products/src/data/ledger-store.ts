import { isDuplicateKey } from '@supergraph/service-kit';
import mongoose, { type QueryFilter, type UpdateQuery } from 'mongoose';
import { between, type Faults } from '../domain/faults.js';
import type { Condition, Effect, LedgerChange } from '../domain/ledger-changes.js';
import { openLedger, type Ledger, type LedgerTotals } from '../domain/ledger.js';
import type { Product } from '../domain/product.js';
import type { Pruning } from '../domain/pruning.js';
import type { LedgerStore } from '../domain/stores.js';
import type { StoredLedger } from '../models/ledger.js';
import type { Models } from '../models/models.js';

export function createLedgerStore({ ledgers }: Models, faults?: Faults): LedgerStore {
  return {
    async find(id) {
      const found = await ledgers.findOne({ _id: id }).lean<StoredLedger>();
      return found === null ? undefined : toLedger(found);
    },
    async findMany(ids) {
      const found = await ledgers
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .batchSize(ids.length + 1)
        .lean<StoredLedger[]>();
      return new Map(found.map((stored) => [stored._id, toLedger(stored)]));
    },
    async findStock(ids) {
      const found = await ledgers
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .select({ closed: 0 })
        .batchSize(ids.length + 1)
        .lean<Omit<StoredLedger, 'closed'>[]>();
      return new Map(found.map(({ _id: id, ...content }) => [id, { id, ...content }]));
    },
    open: (product) => between(faults, 'ledger.open', () => open(ledgers, product)),
    change: (id, change) => between(faults, change.name, () => apply(ledgers, id, change)),
    prune: (id, pruning) => between(faults, 'ledger.prune', () => prune(ledgers, id, pruning)),
  };
}

async function open(
  ledgers: Models['ledgers'],
  { id, openingStock, discontinued }: Pick<Product, 'id' | 'openingStock' | 'discontinued'>,
): Promise<void> {
  const { id: _id, ...content } = openLedger(id, openingStock, discontinued);
  try {
    await ledgers.updateOne({ _id }, { $setOnInsert: content }, { upsert: true });
  } catch (error) {
    // Two at once: the other one opened it.
    if (!isDuplicateKey(error)) throw error;
  }
}

async function apply(
  ledgers: Models['ledgers'],
  id: string,
  { when, then }: LedgerChange,
): Promise<LedgerTotals | undefined> {
  const found = await ledgers
    .findOneAndUpdate(filterOf(id, when), updateOf(then), { returnDocument: 'after', projection: totalsOnly })
    .lean<StoredTotals>();
  return found === null ? undefined : toTotals(found);
}

async function prune(
  ledgers: Models['ledgers'],
  id: string,
  { closed, fence, prunes }: Pruning,
): Promise<void> {
  const operations = closed.map(({ operation }) => operation);
  await ledgers.updateOne(
    { _id: id, prunes },
    {
      $pull: { closed: { operation: { $in: operations } } },
      $max: { fence },
      $inc: { prunes: 1 },
    },
  );
}

function filterOf(id: string, when: Condition): QueryFilter<StoredLedger> {
  const { selling, availableAtLeast, soldAtLeast, receivedAtMost, holds, holdsNot } = when;
  const { notBooked, deadline, prunes } = when;
  return {
    _id: id,
    ...(selling === undefined ? {} : { discontinued: !selling }),
    ...(prunes === undefined ? {} : { prunes }),
    ...operator('available', '$gte', availableAtLeast),
    ...operator('sold', '$gte', soldAtLeast),
    ...operator('received', '$lte', receivedAtMost),
    ...operator('fence', '$lt', deadline),
    ...operator('held', '$elemMatch', holds),
    ...operator('held.order', '$ne', holdsNot),
    ...operator('closed.operation', '$nin', notBooked),
  };
}

function operator(field: string, name: string, value: unknown): object {
  return value === undefined ? {} : { [field]: mongoose.trusted({ [name]: value }) };
}

function updateOf(effect: Effect): UpdateQuery<StoredLedger> {
  const { available = 0, sold = 0, received = 0, hold, unhold, book, discontinue } = effect;
  const moves = Object.entries({ available, sold, received }).filter(([, units]) => units !== 0);
  const push = {
    ...(hold === undefined ? {} : { held: hold }),
    ...(book === undefined ? {} : { closed: { $each: [...book] } }),
  };
  return {
    $inc: { ...Object.fromEntries(moves), revision: 1 },
    ...(Object.keys(push).length === 0 ? {} : { $push: push }),
    ...(unhold === undefined ? {} : { $pull: { held: { order: unhold } } }),
    ...(discontinue === true ? { $set: { discontinued: true } } : {}),
  };
}

type StoredTotals = Omit<StoredLedger, 'held' | 'closed'>;

/** Leaves out the lists, which can be long. */
export const totalsOnly = { held: 0, closed: 0 };

export function toTotals({ _id, ...content }: StoredTotals): LedgerTotals {
  return { id: _id, ...content };
}

function toLedger({ _id, ...content }: StoredLedger): Ledger {
  return { id: _id, ...content };
}
