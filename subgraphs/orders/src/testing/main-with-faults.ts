import { runSubgraph } from '@supergraph/service-kit';
import { z } from 'zod';
import { configSchema } from '../config.js';
import { createOrdersSubgraph } from '../server.js';
import { createKillingFaults } from './killing-faults.js';

/** The orders service as production runs it, but for the point at which FAULT_POINT has it killed. */
const schema = configSchema.and(
  z.object({ FAULT_POINT: z.string().optional(), FAULT_AFTER: z.coerce.number().default(0) }),
);

await runSubgraph('orders', schema, (dependencies) => {
  const { FAULT_POINT: point, FAULT_AFTER: after } = dependencies.config;
  return createOrdersSubgraph(
    point === undefined ? dependencies : { ...dependencies, faults: createKillingFaults(point, after) },
  );
});
