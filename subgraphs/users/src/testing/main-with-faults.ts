import { runSubgraph } from '@supergraph/service-kit';
import { faultVariables, readFaults } from '@supergraph/service-kit/testing/process-faults';
import { configSchema } from '../config.js';
import { createUsersSubgraph } from '../server.js';
import { withFaults } from './faulty-ports.js';

/** The users service as in production, with added points at which a test stops it. No image contains this file. */
await runSubgraph('users', configSchema.and(faultVariables), (dependencies) =>
  createUsersSubgraph(dependencies, { decorate: withFaults(readFaults(dependencies.config)) }),
);
