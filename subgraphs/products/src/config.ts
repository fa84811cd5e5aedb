import { subgraphVariables } from '@supergraph/service-kit';
import { z } from 'zod';

export const configSchema = z.object({
  ...subgraphVariables(4001),
  /** The one currency of all prices. */
  CURRENCY: z
    .string()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'must be an ISO 4217 code, like USD')
    .default('USD'),
});

export type Config = z.infer<typeof configSchema>;
