import { integer, subgraphVariables, urls } from '@supergraph/service-kit';
import { z } from 'zod';

export const configSchema = z.object({
  ...subgraphVariables(4001),
  /** One or more URLs of the orders service's GraphQL endpoint. Without them the service does not count sales. */
  ORDERS_URL: urls('http:', 'https:').optional(),
  /** The keys that sign the requests to other services: `orders=ID:SECRET`. */
  ENVELOPE_KEYS_OUT: z.string().optional(),
  /** A file with these keys, instead of the variable. The service reads the file again when it changes. */
  ENVELOPE_KEYS_OUT_FILE: z.string().optional(),
  /** The one currency of all prices. */
  CURRENCY: z
    .string()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'must be an ISO 4217 code, like USD')
    .default('USD'),
  /** The base address of product images: a URL, or a path on the host of the pages that show them. */
  IMAGES_BASE_URL: z
    .string()
    .regex(
      /^(https?:\/\/[^\s?#]+|\/[^\s?#]*)$/,
      'must be a URL or a path, like https://images.example/shop or /images',
    )
    .transform((base) => base.replace(/\/+$/, ''))
    .default('/images'),
  /** The pause between two batches of the reconciler, in milliseconds. With 0 the reconciler does not run. */
  RECONCILE_EVERY_MS: integer({ min: 0, max: 3_600_000, fallback: 5_000 }),
});

export type Config = z.infer<typeof configSchema>;
