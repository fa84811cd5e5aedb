import { runSubgraph } from '@supergraph/service-kit';
import { configSchema } from '../config.js';
import { createProductsSubgraph } from '../server.js';
import { processFaults } from './process-faults.js';

// The service as it is, but for one thing: a test can stop the process at a fault point. No image holds this file.
const faults = processFaults(process.env.FAULT_POINT);
await runSubgraph('products', configSchema, (dependencies) =>
  createProductsSubgraph({ ...dependencies, faults }),
);
