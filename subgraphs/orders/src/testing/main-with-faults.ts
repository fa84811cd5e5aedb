import { runSubgraph } from '@supergraph/service-kit';
import { faultVariables, readFaults } from '@supergraph/service-kit/testing/process-faults';
import { configSchema } from '../config.js';
import { createOrdersSubgraph } from '../server.js';
import { withFaults } from './faulty-ports.js';

/** The orders service as production runs it, but for the points at which a test stops it. No image holds this. */
await runSubgraph('orders', configSchema.and(faultVariables), (dependencies) =>
  createOrdersSubgraph(dependencies, withFaults(readFaults(dependencies.config))),
);
