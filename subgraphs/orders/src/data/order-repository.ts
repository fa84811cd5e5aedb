import { BACKGROUND } from '@supergraph/service-kit';
import type mongoose from 'mongoose';
import { movedOrder, settledOrder } from '../domain/moved-order.js';
import type { OrderRepository } from '../domain/order-repository.js';
import type { Order } from '../domain/order.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { createOrderNumberRepository } from './order-number-repository.js';
import { createGroupedWrites, moveUpdate } from './grouped-writes.js';
import { toNewDocument, toOrder } from './order-mapping.js';
import { createPlacedCounts } from './placed-counts.js';

type Collection<Stored extends mongoose.mongo.Document> = mongoose.mongo.Collection<Stored>;
type Filter<Stored> = mongoose.mongo.Filter<Stored>;
type UpdateFilter<Stored> = mongoose.mongo.UpdateFilter<Stored>;

/**
 * The order repository in MongoDB. Its writes use the driver directly, because Mongoose's casting of whole orders costs
 * more than everything else in placing one. This is safe: all values are created by this service with their final
 * types, and the only external values in filters are ids and keys, which GraphQL has checked to be strings.
 *
 * @param onEvent called after a write that may have stored an event
 */
export function createOrderRepository(
  { orders, counters }: Models,
  onEvent: () => void = () => undefined,
): OrderRepository {
  const numbers = createOrderNumberRepository(counters);
  const placed = createPlacedCounts(orders);
  const stored = orders.collection as unknown as Collection<OrderDocument>;
  const writes = createGroupedWrites(stored);

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
    async open(order) {
      const document = toNewDocument(order);
      for (const pendingSlot of slots(order.maxPending)) {
        const inserting = writes.insert({ ...document, pendingSlot });
        numbers.takeAhead();
        const inserted = await inserting;
        if (inserted === 'INSERTED') {
          onEvent();
          return toOrder(document);
        }
        if (inserted === 'KEY_TAKEN') return inserted;
      }
      return 'TOO_MANY_PENDING';
    },
    countPlacedSince: (customerId, since) => placed.count(customerId, since),
    async find(id) {
      const found = await orders.findById(id).lean<OrderDocument | null>();
      return found === null ? undefined : toOrder(found);
    },
    async findByKey(customerId, key) {
      const found = await orders.findOne({ customerId, idempotencyKey: key }).lean<OrderDocument | null>();
      return found === null ? undefined : toOrder(found);
    },
    async move(order, move) {
      const { id: _id, revision, status } = order;
      try {
        if (status !== 'PENDING') return await change({ _id, revision }, moveUpdate(order, move));
        return (await writes.decide(order, move)) ? movedOrder(order, move) : undefined;
      } finally {
        // A decision whose result is unknown may have been written too.
        onEvent();
      }
    },
    settle: async (order) => ((await writes.settle(order)) ? settledOrder(order) : undefined),
    async postpone({ id }, dueAt) {
      // An order that was settled meanwhile stays settled.
      const open = { _id: id, dueAt: { $exists: true } };
      await stored.updateOne(open, { $set: { dueAt }, $inc: { attempts: 1 } });
    },
    lease: (now, until) =>
      change(
        { dueAt: { $lte: now } },
        { $set: { dueAt: until } },
        { sort: { dueAt: 1 }, comment: BACKGROUND },
      ),
  };
}

/** All slots, starting at a random one: most customers have one PENDING order and find a free slot at once. */
function* slots(count: number): Generator<number> {
  const first = Math.floor(Math.random() * count);
  for (let index = 0; index < count; index += 1) yield (first + index) % count;
}
