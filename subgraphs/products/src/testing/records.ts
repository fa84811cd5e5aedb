import type { ProductRecord } from '../import/records.js';

/** A product record for an import, with default values. */
export function productRecord(id: string, more: Partial<ProductRecord> = {}): ProductRecord {
  return {
    type: 'product',
    id,
    sku: `SKU-${id}`,
    name: `Product ${id}`,
    description: null,
    priceMinor: 1_800,
    currency: 'USD',
    categoryId: null,
    images: [],
    discontinued: false,
    lowStockThreshold: 10,
    available: 20,
    sold: 0,
    createdAt: new Date('2026-01-01T00:00:00Z'),
    ...more,
  };
}
