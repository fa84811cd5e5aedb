import { createLogger, runService } from '@supergraph/service-kit';
import { readRouterConfig } from './config.js';
import { loadPolicies } from './policies.js';
import { startRouter } from './server.js';

await runService('router', async () => {
  const config = readRouterConfig();
  const policies = await loadPolicies(config.POLICIES_MODULE);
  return startRouter(config, createLogger({ service: 'router', level: config.LOG_LEVEL }), policies);
});
