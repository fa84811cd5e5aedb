import type { Money } from '@supergraph/money';
import mongoose, { type UpdateQuery } from 'mongoose';
import type { Move, OrderBook } from '../domain/order-book.js';
import type { Order } from '../domain/order.js';
import { ORDER_NUMBERS } from '../models/counter.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { toLineDocument, toNewDocument, toOrder } from './order-mapping.js';

const DUPLICATE_KEY = 11_000;

/** @param shipping what sending an order costs; its currency is that of all new orders */
export function createOrderBook({ orders, counters }: Models, shipping: Money): OrderBook {
  const shop = { currency: shipping.currency, shippingMinor: shipping.minor };

  async function change(filter: object, update: UpdateQuery<OrderDocument>): Promise<Order | undefined> {
    const stored = await orders
      .findOneAndUpdate(filter, update, { returnDocument: 'after' })
      .lean<OrderDocument | null>();
    return stored === null ? undefined : toOrder(stored);
  }

  return {
    async nextNumber() {
      const counter = await counters
        .findOneAndUpdate(
          { _id: ORDER_NUMBERS },
          { $inc: { value: 1 } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<{ value: number }>();
      return counter.value;
    },
    async open(opening) {
      const document = toNewDocument(opening, shop);
      try {
        await orders.create([document]);
        return toOrder(document);
      } catch (error) {
        if (isDuplicate(error, 'idempotencyKey')) return undefined;
        throw error;
      }
    },
    async find(id) {
      const stored = await orders.findById(id).lean<OrderDocument | null>();
      return stored === null ? undefined : toOrder(stored);
    },
    async findByKey(customerId, key) {
      const stored = await orders
        .findOne({ customerId, idempotencyKey: key })
        .lean<OrderDocument | null>();
      return stored === null ? undefined : toOrder(stored);
    },
    move: (order, move) => change({ _id: order.id, revision: order.revision }, moveUpdate(move)),
    settle: ({ id, revision }) =>
      change({ _id: id, revision }, { $set: { effects: [], events: [], attempts: 0 }, $unset: { dueAt: 1 } }),
    async postpone({ id }, dueAt) {
      // An order that came to rest meanwhile stays there.
      const open = { _id: id, dueAt: mongoose.trusted({ $exists: true }) };
      await orders.updateOne(open, { $set: { dueAt }, $inc: { attempts: 1 } });
    },
    async lease(now, until) {
      const stored = await orders
        .findOneAndUpdate(
          { dueAt: mongoose.trusted({ $lte: now }) },
          { $set: { dueAt: until } },
          { sort: { dueAt: 1 }, returnDocument: 'after' },
        )
        .lean<OrderDocument | null>();
      return stored === null ? undefined : toOrder(stored);
    },
  };
}

/** Effects and events are added to those not yet told: an order may be cancelled before its sale is finalised. */
function moveUpdate({ transition, at, reason, event, dueAt, lines, refusals }: Move): UpdateQuery<OrderDocument> {
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
      effects: { $each: transition.effects },
      events: event,
    },
    $inc: { revision: 1 },
    ...(rejected ? { $unset: { idempotencyKey: 1 } } : {}),
  };
}

/** Whether a write failed on the unique index over a field. */
function isDuplicate(error: unknown, field: string): boolean {
  return (
    error instanceof mongoose.mongo.MongoServerError &&
    error.code === DUPLICATE_KEY &&
    error.message.includes(field)
  );
}
