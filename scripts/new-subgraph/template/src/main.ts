import { runSubgraph } from '@supergraph/service-kit';
import { configSchema } from './config.js';
import { createWidgetsSubgraph } from './server.js';

await runSubgraph('widgets', configSchema, createWidgetsSubgraph);
