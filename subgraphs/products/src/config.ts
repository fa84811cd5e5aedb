import { integer, subgraphVariables, urls } from '@supergraph/service-kit';
import { z } from 'zod';

export const configSchema = z.object({
  ...subgraphVariables(4001),
  /** The GraphQL endpoint of orders, at one or several addresses. Without it nothing counts what is sold. */
  ORDERS_URL: urls('http:', 'https:').optional(),
  /** The keys of those whose events products reads: `orders=ID:SECRET`. */
  ENVELOPE_KEYS_OUT: z.string().optional(),
  /** In place of it a file of them, which is read again when it changes. */
  ENVELOPE_KEYS_OUT_FILE: z.string().optional(),
  /** The one currency of all prices. */
  CURRENCY: z
    .string()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'must be an ISO 4217 code, like USD')
    .default('USD'),
  /** Where the pictures of products are: a URL, or a path on the host of the pages that show them. */
  IMAGES_BASE_URL: z
    .string()
    .regex(
      /^(https?:\/\/[^\s?#]+|\/[^\s?#]*)$/,
      'must be a URL or a path, like https://images.example/shop or /images',
    )
    .transform((base) => base.replace(/\/+$/, ''))
    .default('/images'),
  /** How long to wait between two batches of products whose catalogue is compared with their stock; 0 is never. */
  RECONCILE_EVERY_MS: integer({ min: 0, max: 3_600_000, fallback: 5_000 }),
});

export type Config = z.infer<typeof configSchema>;
