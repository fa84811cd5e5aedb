import { createEvent, type ServiceEvent } from '@supergraph/service-kit';
import { availabilityOf, type LedgerTotals } from './ledger.js';
import type { Product } from './product.js';

/** A change of a product in the catalogue. It is stored with the product until it is published. */
export interface ProductEvent {
  readonly type: 'ProductCreated' | 'ProductChanged' | 'ProductDiscontinued';
  readonly at: Date;
}

const published: Readonly<Record<ProductEvent['type'], string>> = {
  ProductCreated: 'shop.product.created.v1',
  ProductChanged: 'shop.product.changed.v1',
  ProductDiscontinued: 'shop.product.discontinued.v1',
};

export const PRODUCT_SNAPSHOT = 'shop.product.snapshot.v1';
export const STOCK_SNAPSHOT = 'shop.stock.snapshot.v1';

/**
 * A product's events as other services see them. Each change increments the product's version and adds one event, so
 * the last event has the product's version. The data of an event is the product's state at the time of publication.
 */
export function productEventsOf(product: Product, events: readonly ProductEvent[]): readonly ServiceEvent[] {
  const first = product.version - events.length + 1;
  return events.map(({ type, at }, index) =>
    createEvent('products', {
      entity: 'product',
      type: published[type],
      subject: product.id,
      revision: first + index,
      time: at,
      data: factsOf(product),
    }),
  );
}

/** The current state of a product, for services that begin to read its events. */
export function productSnapshotOf(product: Product): ServiceEvent {
  return createEvent('products', {
    entity: 'product-snapshot',
    type: PRODUCT_SNAPSHOT,
    subject: product.id,
    revision: product.version,
    time: product.updatedAt,
    data: factsOf(product),
  });
}

/** The current stock of a product, for services that begin to read its events. */
export function stockSnapshotOf(ledger: LedgerTotals, product: Product, time: Date): ServiceEvent {
  const { id, available, discontinued, revision } = ledger;
  return createEvent('products', {
    entity: 'stock-snapshot',
    type: STOCK_SNAPSHOT,
    subject: id,
    revision,
    time,
    data: {
      productId: id,
      stock: discontinued ? 0 : available,
      availability: availabilityOf(ledger, product.lowStockThreshold),
    },
  });
}

function factsOf({ id, sku, name, price, categoryId, discontinued }: Product) {
  return {
    productId: id,
    sku,
    name,
    priceMinor: price.minor,
    currency: price.currency,
    categoryId,
    discontinued,
  };
}
