import { runSubgraph } from '@supergraph/service-kit';
import { configSchema } from './config.js';
import { createOrdersSubgraph } from './server.js';

await runSubgraph('orders', configSchema, createOrdersSubgraph);
