import { createGrouping, isDuplicateKey, UNJOURNALED } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { eventOf } from '../domain/moved-order.js';
import type { Move } from '../domain/order-repository.js';
import type { Order } from '../domain/order.js';
import type { OrderDocument } from '../models/order.js';
import { toLineDocument } from './order-mapping.js';

type Collection = mongoose.mongo.Collection<OrderDocument>;
type UpdateFilter = mongoose.mongo.UpdateFilter<OrderDocument>;

/** The change of one order, applied if its revision is unchanged. */
interface Change {
  readonly order: Pick<Order, 'id' | 'revision'>;
  readonly update: UpdateFilter;
}

type Inserted = 'INSERTED' | 'KEY_TAKEN' | 'SLOT_TAKEN';

/** The writes of every order's placement. Under load, the writes of many orders share a command. */
export interface GroupedWrites {
  /** `KEY_TAKEN`: an order has the customer's key. `SLOT_TAKEN`: an order has the slot. */
  insert(document: OrderDocument): Promise<Inserted>;
  /**
   * True when this call decided the order. False when the result is unknown or the order had changed: read it again.
   */
  decide(order: Order, move: Move): Promise<boolean>;
  /** Like `decide`, for an order all of whose effects are delivered. */
  settle(order: Order): Promise<boolean>;
}

/** The maximum number of orders in one command. */
const MAX_GROUP = 100;

/** How long the write of a settled order waits for others, in milliseconds: orders that share a call come together. */
const SETTLE_GATHER_MS = 1;

export function createGroupedWrites(stored: Collection): GroupedWrites {
  const inserting = createGrouping({
    most: MAX_GROUP,
    work: (documents: readonly OrderDocument[]) => insertAll(stored, documents),
  });
  const deciding = createGrouping({
    most: MAX_GROUP,
    work: (changes: readonly Change[]) => changeAll(stored, changes),
  });
  const settling = createGrouping({
    most: MAX_GROUP,
    gatherMs: SETTLE_GATHER_MS,
    // A settled order that is lost is settled again.
    work: (changes: readonly Change[]) => changeAll(stored, changes, UNJOURNALED),
  });
  return {
    insert: (document) => inserting.run(document),
    decide: (order, move) => deciding.run({ order, update: moveUpdate(order, move) }),
    settle: (order) =>
      settling.run({ order, update: { $set: { effects: [], attempts: 0 }, $unset: { dueAt: 1 } } }),
  };
}

async function insertAll(
  stored: Collection,
  documents: readonly OrderDocument[],
): Promise<(Inserted | Error)[]> {
  try {
    await stored.insertMany(documents, { ordered: false });
    return documents.map(() => 'INSERTED');
  } catch (error) {
    const refused = refusedOf(error);
    if (refused === undefined) throw error;
    return Promise.all(
      documents.map((document, index) =>
        refused.has(index) ? insertAlone(stored, document) : Promise.resolve<Inserted>('INSERTED'),
      ),
    );
  }
}

/** Finds the documents of a group that were refused while the others were inserted; undefined when this is unknown. */
function refusedOf(error: unknown): ReadonlySet<number> | undefined {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return undefined;
  const refused = [error.writeErrors].flat();
  if (refused.length === 0 || error.result.getWriteConcernError() !== undefined) return undefined;
  return new Set(refused.map(({ index }) => index));
}

/** A group's result does not show which index refused a document, so each refused document is inserted again alone. */
async function insertAlone(stored: Collection, document: OrderDocument): Promise<Inserted | Error> {
  try {
    await stored.insertOne(document);
    return 'INSERTED';
  } catch (error) {
    if (isDuplicateKey(error, 'idempotencyKey')) return 'KEY_TAKEN';
    if (isDuplicateKey(error, 'pendingSlot')) return 'SLOT_TAKEN';
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * The result of a bulk update contains the number of orders that matched, not which ones. Usually all match; if one
 * does not, all changes of the group are reported as not applied.
 */
async function changeAll(
  stored: Collection,
  changes: readonly Change[],
  writeConcern?: mongoose.mongo.WriteConcernSettings,
): Promise<boolean[]> {
  const { matchedCount } = await stored.bulkWrite(
    changes.map(({ order: { id: _id, revision }, update }) => ({
      updateOne: { filter: { _id, revision }, update },
    })),
    { ordered: false, ...(writeConcern !== undefined && { writeConcern }) },
  );
  return changes.map(() => matchedCount === changes.length);
}

/**
 * Effects and events are appended to those not yet delivered: an order may be cancelled before its sale is finalised.
 */
export function moveUpdate(order: Order, move: Move): UpdateFilter {
  const { transition, at, reason, dueAt, lines, refusals } = move;
  const gone = {
    ...(transition.from === 'PENDING' ? { pendingSlot: 1 as const } : {}),
    ...(transition.to === 'REJECTED' ? { idempotencyKey: 1 as const } : {}),
    ...(dueAt === undefined ? { dueAt: 1 as const } : {}),
  };
  return {
    $set: {
      status: transition.to,
      updatedAt: at,
      ...(dueAt === undefined ? {} : { dueAt }),
      attempts: 0,
      ...(lines === undefined ? {} : { lines: lines.map(toLineDocument) }),
      ...(refusals === undefined ? {} : { refusals }),
    },
    $push: {
      history: { status: transition.to, at, reason },
      effects: { $each: [...transition.effects] },
      events: eventOf(order, move),
    },
    $inc: { revision: 1 },
    $min: { unpublishedAt: at },
    ...(Object.keys(gone).length === 0 ? {} : { $unset: gone }),
  };
}
