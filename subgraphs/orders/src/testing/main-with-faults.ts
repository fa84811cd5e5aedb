import { runSubgraph } from '@supergraph/service-kit';
import { z } from 'zod';
import { configSchema } from '../config.js';
import { createOrdersSubgraph } from '../server.js';
import { createProcessFaults, faultActions } from './process-faults.js';

/** The orders service as production runs it, but for the points at which a test stops it. No image holds this. */
const schema = configSchema.and(
  z.object({
    FAULT_POINT: z.string().optional(),
    FAULT_AFTER: z.coerce.number().default(0),
    FAULT_ACTION: z.enum(faultActions).default('kill'),
  }),
);

await runSubgraph('orders', schema, (dependencies) => {
  const { FAULT_POINT: point, FAULT_AFTER: after, FAULT_ACTION: action } = dependencies.config;
  const faults = createProcessFaults(point === undefined ? undefined : { point, after, action });
  return createOrdersSubgraph({ ...dependencies, faults });
});
