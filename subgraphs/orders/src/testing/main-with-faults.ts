import { runSubgraph } from '@supergraph/service-kit';
import { faultVariables, readFaults } from '@supergraph/service-kit/testing/process-faults';
import { configSchema } from '../config.js';
import { createOrdersSubgraph } from '../server.js';
import { withFaults } from './faulty-ports.js';

/** The orders service as in production, with added points at which a test stops it. No image contains this file. */
await runSubgraph('orders', configSchema.and(faultVariables), (dependencies) =>
  createOrdersSubgraph(dependencies, withFaults(readFaults(dependencies.config))),
);
