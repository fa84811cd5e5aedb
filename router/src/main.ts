import { createLogger, runService } from '@supergraph/service-kit';
import { readRouterConfig } from './config.js';
import { loadPolicies } from './policies.js';
import { startRouter } from './server.js';

/** How often we look whether the shell that started us is there, in milliseconds. */
const PARENT_CHECK_MS = 250;

await runService('router', async () => {
  const config = readRouterConfig();
  if (config.npm_lifecycle_event !== undefined) endWithNpm();
  const policies = await loadPolicies(config.POLICIES_MODULE);
  return startRouter(config, createLogger({ service: 'router', level: config.LOG_LEVEL }), policies);
});

/** A SIGTERM to npm is passed on to the shell between npm and us, which dies of it without a word to us. */
function endWithNpm(): void {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS).unref();
}
