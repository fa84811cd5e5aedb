import { z } from 'zod';

const amount = z.number().int().nonnegative();
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const id = z.string().min(1).max(100);

/** An order that was placed elsewhere, one JSON object per line, with amounts in minor units of `currency`. */
export const recordSchema = z.object({
  type: z.literal('order'),
  id,
  number: z.number().int().positive(),
  customerId: id,
  status: z.enum(['CONFIRMED', 'DELIVERED']),
  placedAt: moment,
  /** The time of shipping. A delivered order has been shipped. */
  shippedAt: moment.nullable(),
  currency: z.string().length(3),
  shippingMinor: amount,
  shippingAddress: z
    .object({
      recipient: z.string(),
      street: z.string(),
      city: z.string(),
      region: z.string().nullable(),
      postalCode: z.string().nullable(),
      country: z.string(),
    })
    .nullable(),
  lines: z
    .array(
      z.object({
        productId: id,
        sku: z.string(),
        productName: z.string(),
        quantity: z.number().int().positive(),
        unitPriceMinor: amount,
        discountBasisPoints: z.number().int().min(0).max(10_000),
      }),
    )
    .min(1),
});

export type OrderRecord = z.infer<typeof recordSchema>;
