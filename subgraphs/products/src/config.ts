import { integer, subgraphVariables } from '@supergraph/service-kit';
import { z } from 'zod';

export const configSchema = z.object({
  ...subgraphVariables(4001),
  /** The one currency of all prices. */
  CURRENCY: z
    .string()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'must be an ISO 4217 code, like USD')
    .default('USD'),
  /** How long to wait between two batches of products whose catalogue is compared with their stock; 0 is never. */
  RECONCILE_EVERY_MS: integer({ min: 0, max: 3_600_000, fallback: 5_000 }),
});

export type Config = z.infer<typeof configSchema>;
