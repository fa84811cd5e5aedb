import { runSubgraph } from '@supergraph/service-kit';
import { faultVariables, readFaults } from '@supergraph/service-kit/testing/process-faults';
import { configSchema } from '../config.js';
import { createProductsSubgraph } from '../server.js';
import { withFaults } from './faulty-ports.js';

/**
 * The products service as in production, but with fault points at which a test stops it. No image contains this file.
 */
await runSubgraph('products', configSchema.and(faultVariables), (dependencies) =>
  createProductsSubgraph(dependencies, withFaults(readFaults(dependencies.config))),
);
