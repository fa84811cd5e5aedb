import mongoose from 'mongoose';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';

/** Reads the existing documents of orders by id. */
export async function findStored(
  { orders }: Models,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OrderDocument>> {
  const stored = await orders
    .find({ _id: mongoose.trusted({ $in: [...ids] }) })
    .batchSize(ids.length + 1)
    .lean<OrderDocument[]>();
  return new Map(stored.map((document) => [document._id, document]));
}
