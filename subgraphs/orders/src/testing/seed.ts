import { createOrderWriter } from '../import/write.js';
import { recordSchema } from '../import/records.js';
import type { Models } from '../models/models.js';

/** The fields of an imported order that matter to tests. */
export interface Seed {
  readonly id: string;
  readonly customerId: string;
  /** Minutes after a fixed time. */
  readonly minute: number;
  readonly productIds?: readonly string[];
  readonly status?: 'CONFIRMED' | 'DELIVERED';
}

export const moment = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));

let number = 0;

/** Imports orders in the same way as the importer. */
export async function seed(models: Models, seeds: readonly Seed[]): Promise<void> {
  const records = seeds.map(({ id, customerId, minute, productIds = ['p1'], status = 'DELIVERED' }) =>
    recordSchema.parse({
      type: 'order',
      id,
      number: (number += 1),
      customerId,
      status,
      placedAt: moment(minute).toISOString(),
      shippedAt: status === 'DELIVERED' ? moment(minute + 60).toISOString() : null,
      currency: 'USD',
      shippingMinor: 325,
      shippingAddress: null,
      lines: productIds.map((productId) => ({
        productId,
        sku: `SKU-${productId}`,
        productName: `Name of ${productId}`,
        quantity: 3,
        unitPriceMinor: 1_005,
        discountBasisPoints: 1_500,
      })),
    }),
  );
  await createOrderWriter(models)(records);
}
