import { createDocumentOutbox, type Outbox } from '@supergraph/service-kit';
import type mongoose from 'mongoose';
import { productEventsOf } from '../domain/product-events.js';
import type { Models } from '../models/models.js';
import type { StoredProduct } from '../models/product.js';
import { toProduct } from './product-documents.js';

type Collection = mongoose.mongo.Collection<StoredProduct>;

/** The unpublished events of products. Events are removed from a product only if its version is unchanged. */
export function createProductOutbox({ products }: Models): Outbox {
  return createDocumentOutbox(products.collection as unknown as Collection, (documents) =>
    documents.map((document) => {
      const { _id, version, events = [] } = document;
      return {
        events: productEventsOf(toProduct(document), events),
        done: { filter: { _id, version }, update: { $set: { events: [] }, $unset: { unpublishedAt: 1 } } },
      };
    }),
  );
}
