import type { Money } from '@supergraph/money';
import { BACKGROUND, isDuplicateKey } from '@supergraph/service-kit';
import type mongoose from 'mongoose';
import type { Move, OrderBook } from '../domain/order-book.js';
import type { Order } from '../domain/order.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { createOrderNumbers } from './order-numbers.js';
import { toLineDocument, toNewDocument, toOrder } from './order-mapping.js';

type Collection<Stored extends mongoose.mongo.Document> = mongoose.mongo.Collection<Stored>;
type Filter<Stored> = mongoose.mongo.Filter<Stored>;
type UpdateFilter<Stored> = mongoose.mongo.UpdateFilter<Stored>;

/**
 * The order book in MongoDB. Its writes go to the driver past Mongoose, whose casting of whole orders costs more than
 * all else in placing one: every value in them is ours and of its type already. Ids and keys are strings, as GraphQL
 * has checked; a filter has nothing else that comes from outside.
 *
 * @param shipping what sending an order costs; its currency is that of all new orders
 */
export function createOrderBook({ orders, counters }: Models, shipping: Money): OrderBook {
  const shop = { currency: shipping.currency, shippingMinor: shipping.minor };
  const numbers = createOrderNumbers(counters);
  const stored = orders.collection as unknown as Collection<OrderDocument>;

  async function change(
    filter: Filter<OrderDocument>,
    update: UpdateFilter<OrderDocument>,
    options: { sort?: Record<string, 1>; comment?: string } = {},
  ): Promise<Order | undefined> {
    const found = await stored.findOneAndUpdate(filter, update, { ...options, returnDocument: 'after' });
    return found === null ? undefined : toOrder(found);
  }

  return {
    nextNumber: () => numbers.next(),
    async open(opening) {
      const document = toNewDocument(opening, shop);
      try {
        await stored.insertOne(document);
        return toOrder(document);
      } catch (error) {
        if (isDuplicateKey(error, 'idempotencyKey')) return undefined;
        throw error;
      }
    },
    async find(id) {
      const found = await orders.findById(id).lean<OrderDocument | null>();
      return found === null ? undefined : toOrder(found);
    },
    async findByKey(customerId, key) {
      const found = await orders.findOne({ customerId, idempotencyKey: key }).lean<OrderDocument | null>();
      return found === null ? undefined : toOrder(found);
    },
    move: (order, move) => change({ _id: order.id, revision: order.revision }, moveUpdate(move)),
    settle: ({ id, revision }) =>
      change({ _id: id, revision }, { $set: { effects: [], events: [], attempts: 0 }, $unset: { dueAt: 1 } }),
    async postpone({ id }, dueAt) {
      // An order that came to rest meanwhile stays there.
      const open = { _id: id, dueAt: { $exists: true } };
      await stored.updateOne(open, { $set: { dueAt }, $inc: { attempts: 1 } });
    },
    lease: (now, until) => change({ dueAt: { $lte: now } }, { $set: { dueAt: until } }, { sort: { dueAt: 1 }, comment: BACKGROUND }),
  };
}

/** Effects and events are added to those not yet told: an order may be cancelled before its sale is finalised. */
function moveUpdate({ transition, at, reason, event, dueAt, lines, refusals }: Move): UpdateFilter<OrderDocument> {
  const rejected = transition.to === 'REJECTED';
  return {
    $set: {
      status: transition.to,
      updatedAt: at,
      dueAt,
      attempts: 0,
      ...(lines === undefined ? {} : { lines: lines.map(toLineDocument) }),
      ...(refusals === undefined ? {} : { refusals }),
    },
    $push: {
      history: { status: transition.to, at, reason },
      effects: { $each: [...transition.effects] },
      events: event,
    },
    $inc: { revision: 1 },
    ...(rejected ? { $unset: { idempotencyKey: 1 } } : {}),
  };
}
