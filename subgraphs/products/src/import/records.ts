import { z } from 'zod';

const id = z.string().min(1).max(128);
const units = z.int().min(0).max(1_000_000_000);

const pixels = z.int().min(1).max(20_000);

const image = z.strictObject({
  path: z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/, {
    error: 'must be a path like products/tea.svg, below IMAGES_BASE_URL',
  }),
  alt: z.string(),
  width: pixels,
  height: pixels,
});

/** One line of an import. Its format does not depend on how products are stored. */
export const recordSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('category'),
    id,
    name: z.string().min(1),
    description: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal('product'),
    id,
    sku: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
    name: z.string().min(1),
    description: z.string().nullable(),
    priceMinor: z.int().min(0),
    currency: z.string().regex(/^[A-Z]{3}$/),
    categoryId: id.nullable(),
    images: z.array(image).max(20).default([]),
    discontinued: z.boolean(),
    lowStockThreshold: z.int().min(0),
    available: units,
    sold: units,
    createdAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  }),
]);

export type ImportRecord = z.infer<typeof recordSchema>;
export type ProductRecord = Extract<ImportRecord, { type: 'product' }>;
export type CategoryRecord = Extract<ImportRecord, { type: 'category' }>;
