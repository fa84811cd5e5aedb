import type mongoose from 'mongoose';
import type { Condition, Effect } from '../domain/ledger-changes.js';
import type { Ledger } from '../domain/ledger.js';
import type { StoredLedger } from '../models/ledger.js';

/** Leaves out the relay's fields, which are not part of a ledger. */
export const ledgerOnly = { unpublishedAt: 0, published: 0 };

/** Also leaves out the lists, which can be long. */
export const totalsOnly = { held: 0, closed: 0, ...ledgerOnly };

/** Converts a change's condition to a filter. The filter finds the ledger only if the condition holds. */
export function filterOf(id: string, when: Condition): mongoose.mongo.Filter<StoredLedger> {
  const { selling, availableAtLeast, soldAtLeast, receivedAtMost, holds = [], holdsNot = [] } = when;
  const { notBooked = [], deadline, prunes } = when;
  return {
    _id: id,
    ...(selling === undefined ? {} : { discontinued: !selling }),
    ...(prunes === undefined ? {} : { prunes }),
    ...operator('available', '$gte', availableAtLeast),
    ...operator('sold', '$gte', soldAtLeast),
    ...operator('received', '$lte', receivedAtMost),
    ...operator('fence', '$lt', deadline),
    ...operator('held', '$all', unlessEmpty(holds.map((hold) => ({ $elemMatch: hold })))),
    ...operator('held.order', '$nin', unlessEmpty(holdsNot)),
    ...operator('closed.operation', '$nin', unlessEmpty(notBooked)),
  };
}

function operator(field: string, name: string, value: unknown): object {
  return value === undefined ? {} : { [field]: { [name]: value } };
}

function unlessEmpty<Item>(items: readonly Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : [...items];
}

/** Converts a change's effect to one update. */
export function updateOf(effect: Effect): mongoose.mongo.UpdateFilter<StoredLedger> {
  const { available = 0, sold = 0, received = 0, hold = [], unhold = [], book = [], discontinue } = effect;
  const moves = Object.entries({ available, sold, received }).filter(([, units]) => units !== 0);
  const push = {
    ...(hold.length === 0 ? {} : { held: { $each: [...hold] } }),
    ...(book.length === 0 ? {} : { closed: { $each: [...book] } }),
  };
  return {
    $inc: { ...Object.fromEntries(moves), revision: 1 },
    ...(Object.keys(push).length === 0 ? {} : { $push: push }),
    ...(unhold.length === 0 ? {} : { $pull: { held: { order: { $in: [...unhold] } } } }),
    ...(discontinue === true ? { $set: { discontinued: true } } : {}),
    ...(isPublished(effect) ? { $min: { unpublishedAt: new Date() } } : {}),
  };
}

/** Events contain only the units that can be bought, so a change of sold or held units alone is not published. */
export function isPublished({ available = 0, discontinue = false }: Effect): boolean {
  return available !== 0 || discontinue;
}

/** Converts a stored document, or the part of it that was read, to a ledger. */
export function toLedger<Stored extends Pick<StoredLedger, '_id' | 'fence'>>({
  _id,
  fence,
  ...rest
}: Stored) {
  return { id: _id, watermark: fence, ...rest };
}

export function fromLedger({ id, watermark, ...rest }: Ledger): StoredLedger {
  return { _id: id, fence: watermark, ...rest };
}
