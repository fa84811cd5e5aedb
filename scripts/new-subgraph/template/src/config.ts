import { subgraphVariables } from '@supergraph/service-kit';
import { z } from 'zod';

export const configSchema = z.object({
  ...subgraphVariables(4999),
});

export type Config = z.infer<typeof configSchema>;
