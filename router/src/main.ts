import cluster from 'node:cluster';
import { createLogger, runService } from '@supergraph/service-kit/service';
import { readRouterConfig } from './config.js';
import { loadPolicies } from './policies.js';
import { startRouter } from './server.js';
import { answerHeartbeats } from './workers/heartbeat.js';
import { startWorkers } from './workers/primary.js';
import { configOfWorker } from './workers/share.js';

/** How often the router checks that the parent shell still runs, in milliseconds. */
const PARENT_CHECK_MS = 250;

await runService('router', async () => {
  answerHeartbeats();
  const config = readRouterConfig();
  if (config.npm_lifecycle_event !== undefined) endWithNpm();
  const logger = createLogger({ service: 'router', level: config.LOG_LEVEL });
  if (cluster.isPrimary && config.workers > 1) return startWorkers(config, logger);
  const policies = await loadPolicies(config.POLICIES_MODULE);
  return startRouter(cluster.isWorker ? configOfWorker(config) : config, logger, { policies });
});

/** npm passes a SIGTERM to the shell between npm and the router, which ends without passing it on. */
function endWithNpm(): void {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS).unref();
}
