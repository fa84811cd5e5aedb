import { runSubgraph } from '@supergraph/service-kit';
import { faultVariables, readFaults } from '@supergraph/service-kit/testing/process-faults';
import { configSchema } from '../config.js';
import { createProductsSubgraph } from '../server.js';
import { withFaults } from './faulty-ports.js';

/** The products service as production runs it, but for the points at which a test stops it. No image holds this. */
await runSubgraph('products', configSchema.and(faultVariables), (dependencies) =>
  createProductsSubgraph(dependencies, withFaults(readFaults(dependencies.config))),
);
