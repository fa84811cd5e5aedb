import { createLogger, runService } from '@supergraph/service-kit';
import { readRouterConfig } from './config.js';
import { startRouter } from './server.js';

await runService('router', () => {
  const config = readRouterConfig();
  return startRouter(config, createLogger({ service: 'router', level: config.LOG_LEVEL }));
});
