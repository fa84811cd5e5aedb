import { RELAY, type SnapshotSource } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { ORDER_SNAPSHOT, toSnapshot } from '../domain/published-events.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { toOrder } from './order-mapping.js';

/** The snapshots of all orders, including imported orders. */
export function createOrderSnapshots({ orders }: Models): SnapshotSource {
  return {
    types: [ORDER_SNAPSHOT],
    async page(afterId, limit) {
      const found = await orders
        .find({ _id: mongoose.trusted({ $gt: afterId }) })
        .sort({ _id: 1 })
        .limit(limit)
        .batchSize(limit + 1)
        .comment(RELAY)
        .lean<OrderDocument[]>();
      return found.map((document) => toSnapshot(toOrder(document)));
    },
  };
}
