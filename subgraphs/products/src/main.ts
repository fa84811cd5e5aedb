import { runSubgraph } from '@supergraph/service-kit';
import { configSchema } from './config.js';
import { createProductsSubgraph } from './server.js';

await runSubgraph('products', configSchema, createProductsSubgraph);
