import { BACKGROUND, RELAY } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import type { ErasureRepository } from '../domain/erasures.js';
import type { StoredErasure } from '../models/erasure.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';

type Collection = mongoose.mongo.Collection<OrderDocument>;
type Unerased = Pick<OrderDocument, '_id' | 'revision' | 'history'>;

export interface StoredErasures extends ErasureRepository {
  /** When each of these deletions had erased everything of orders, in the same order. */
  findFinished(deletionIds: readonly string[]): Promise<(Date | undefined)[]>;
  /** When the next unfinished erasure is due. */
  findOldestDue(): Promise<Date | undefined>;
}

/** The number of orders that one command erases. */
const MAX_GROUP = 500;

/**
 * Erasing an order raises its revision. So a change that was decided on the order as it was before, perhaps with a
 * reason that somebody wrote, is not applied, and is decided again on the erased order.
 */
export function createErasureRepository({ orders, erasures }: Models): StoredErasures {
  const stored = orders.collection as unknown as Collection;
  return {
    async open({ customerId, deletionId, againAt }) {
      const $setOnInsert = { deletionId, againAt };
      await erasures.updateOne({ _id: customerId }, { $setOnInsert }, { upsert: true }).comment(RELAY);
    },
    async eraseOrders(customerId) {
      for (;;) {
        const found = await findUnerased(stored, customerId);
        if (found.length === 0) return;
        await erase(stored, found);
      }
    },
    async findDue(now, limit) {
      const found = await erasures
        .find({ againAt: mongoose.trusted({ $lte: now }) }, { _id: 1 })
        .sort({ againAt: 1 })
        .limit(limit)
        .comment(RELAY)
        .lean<Pick<StoredErasure, '_id'>[]>();
      return found.map(({ _id }) => _id);
    },
    async finish(_id, finishedAt) {
      await erasures.updateOne({ _id }, { $set: { finishedAt }, $unset: { againAt: 1 } }).comment(RELAY);
    },
    async findOldestDue() {
      const oldest = await erasures
        .findOne({ againAt: mongoose.trusted({ $gt: new Date(0) }) }, { againAt: 1 })
        .sort({ againAt: 1 })
        .comment(BACKGROUND)
        .lean<Pick<StoredErasure, 'againAt'> | null>();
      return oldest?.againAt;
    },
    async findFinished(deletionIds) {
      const found = await erasures
        .find({ deletionId: mongoose.trusted({ $in: [...deletionIds] }) })
        .lean<StoredErasure[]>();
      const finishedAt = new Map(found.map((erasure) => [erasure.deletionId, erasure.finishedAt]));
      return deletionIds.map((id) => finishedAt.get(id));
    },
  };
}

function findUnerased(stored: Collection, customerId: string): Promise<Unerased[]> {
  return stored
    .find(
      { customerId, isErased: { $ne: true } },
      { projection: { revision: 1, history: 1 }, limit: MAX_GROUP, comment: RELAY },
    )
    .toArray();
}

/** An order that changes meanwhile stays as it is, and is found again. */
async function erase(stored: Collection, orders: readonly Unerased[]): Promise<void> {
  await stored.bulkWrite(
    orders.map(({ _id, revision, history }) => ({
      updateOne: {
        filter: { _id, revision },
        update: {
          $set: {
            isErased: true,
            shippingAddress: null,
            // A fingerprint is computed from the address too, and a key is the client's own text.
            fingerprint: null,
            history: history.map((change) => ({ ...change, reason: keptReason(change) })),
          },
          $unset: { idempotencyKey: 1 as const },
          $inc: { revision: 1 },
        },
      },
    })),
    { ordered: false, comment: RELAY },
  );
}

/** The reason of a rejection is a code of this service; all others were written by people. */
function keptReason({ status, reason }: OrderDocument['history'][number]): string | null {
  return status === 'REJECTED' ? reason : null;
}
