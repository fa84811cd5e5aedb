import { createDocumentOutbox, type Outbox } from '@supergraph/service-kit';
import type mongoose from 'mongoose';
import { toPublished } from '../domain/published-events.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import { toOrder } from './order-mapping.js';

type Collection = mongoose.mongo.Collection<OrderDocument>;

/**
 * The unpublished events of orders. Events are removed from an order only if its revision is unchanged. Otherwise all
 * of its events stay, and the log ignores those that it already has.
 */
export function createOrderOutbox({ orders }: Models): Outbox {
  return createDocumentOutbox(orders.collection as unknown as Collection, (documents) =>
    documents.map((document) => {
      const { _id, revision } = document;
      const order = toOrder(document);
      return {
        events: order.events.map((event) => toPublished(order, event)),
        done: {
          filter: { _id, revision },
          update: { $set: { events: [] }, $unset: { unpublishedAt: 1 as const } },
        },
      };
    }),
  );
}
