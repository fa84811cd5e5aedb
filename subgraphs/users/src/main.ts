import { runSubgraph } from '@supergraph/service-kit';
import { configSchema } from './config.js';
import { createUsersSubgraph } from './server.js';

await runSubgraph('users', configSchema, createUsersSubgraph);
