import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createAdminServer,
  listen,
  StartError,
  type Logger,
  type ReadyMessage,
  type RunningService,
} from '@supergraph/service-kit/service';
import { Registry } from 'prom-client';
import type { RouterConfig } from '../config.js';
import { watchHeartbeat } from './heartbeat.js';
import { HeldSupergraph } from './held-supergraph.js';
import { letMeet } from './meet.js';
import { RecentOperations } from './recent-operations.js';
import { WorkerMetrics } from './worker-metrics.js';

/** A worker that ends by itself so soon would end again at once, in milliseconds. */
const EARLY_MS = 5_000;
const RESTART_DELAY_MS = 1_000;

/** How long a worker may take to end after its drain, in milliseconds. This process itself ends after 4.5 s, and outlives its workers. */
const END_MS = 4_000;

type AdminOptions = Parameters<typeof createAdminServer>[0];

interface RunningWorker {
  readonly worker: Worker;
  readonly url: string;
}

/** A part of this process that workers ask while they start. */
type StartHelper = Pick<HeldSupergraph, 'follow'>;

/**
 * Runs the router as several processes behind one port. This one serves no clients: it starts another worker where one
 * dies, replaces them one by one at SIGHUP, and has their health and metrics.
 */
export async function startWorkers(config: RouterConfig, logger: Logger): Promise<RunningService> {
  const workers = new Set<RunningWorker>();
  const held = new HeldSupergraph();
  const recent = new RecentOperations();
  const metrics = new WorkerMetrics();
  let isStopping = false;
  let replacing: Promise<void> | undefined;

  async function start(): Promise<RunningWorker> {
    const running = await startWorker([held, recent], logger);
    workers.add(running);
    metrics.follow(running.worker);
    logger.info({ worker: running.worker.process.pid }, 'worker started');
    const began = performance.now();
    running.worker.once('exit', (code, signal) => {
      if (!workers.delete(running) || isStopping) return;
      logger.error(
        { worker: running.worker.process.pid, code, signal },
        'worker ended: another one is started',
      );
      void restart(performance.now() - began < EARLY_MS ? RESTART_DELAY_MS : 0);
    });
    return running;
  }

  async function restart(delayMs: number): Promise<void> {
    await sleep(delayMs);
    if (isStopping) return;
    await start().catch((error: unknown) => {
      if (isStopping) return undefined;
      logger.error({ err: error }, 'no worker could be started: tried again');
      return restart(RESTART_DELAY_MS);
    });
  }

  /** A new one is ready before an old one goes, so that there are never fewer. */
  async function replace(old: RunningWorker): Promise<void> {
    const started = await start();
    // A router that stops ends all its workers together.
    if (isStopping) return;
    // An old one that died meanwhile has its own replacement.
    const surplus = workers.has(old) ? old : started;
    workers.delete(surplus);
    await endWorkers([surplus.worker], config.DRAIN_MS, logger);
  }

  async function replaceAll(): Promise<void> {
    for (const old of [...workers]) {
      if (isStopping) return;
      if (workers.has(old)) await replace(old);
    }
    logger.info({ workers: workers.size }, 'all workers are replaced');
  }

  const first = await start();
  await Promise.all(Array.from({ length: config.workers - 1 }, start));
  const isReady = () => !isStopping && workers.size > 0;
  const { admin, adminUrl } = await openAdmin(config, { logger, metrics: () => metrics.merge(), isReady });
  return {
    url: first.url,
    adminUrl,
    drainMs: config.DRAIN_MS,
    reload() {
      replacing ??= replaceAll()
        .catch((error: unknown) => {
          if (!isStopping) logger.error({ err: error }, 'no new worker could be started: the old ones go on');
        })
        .finally(() => (replacing = undefined));
    },
    async stop() {
      isStopping = true;
      // Those that are not ready yet are among them, and those that another one has just replaced.
      const all = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      await endWorkers(all, config.DRAIN_MS, logger);
      await admin.close();
    },
  };
}

async function openAdmin(config: RouterConfig, options: Omit<AdminOptions, 'registry'>) {
  const admin = createAdminServer({ ...options, registry: new Registry() });
  const adminUrl = await listen(admin, { host: config.ADMIN_HOST, port: config.ADMIN_PORT });
  return { admin, adminUrl };
}

/** @throws StartError when it ends before it is ready: it has said why on standard error */
function startWorker(helpers: readonly StartHelper[], logger: Logger): Promise<RunningWorker> {
  const worker = cluster.fork();
  let isReady = false;
  for (const helper of helpers) helper.follow(worker);
  watchHeartbeat(
    worker,
    () => isReady,
    () => {
      logger.warn({ worker: worker.process.pid }, 'worker hangs: it is killed');
      worker.process.kill('SIGKILL');
    },
  );
  return new Promise((resolve, reject) => {
    worker.once('exit', () => reject(new StartError('a worker did not start: see the line before')));
    worker.on('message', (message: Partial<ReadyMessage>) => {
      if (message.type !== 'ready' || message.url === undefined) return;
      isReady = true;
      resolve({ worker, url: message.url });
    });
  });
}

/** Ends workers. Those that hang are killed. */
async function endWorkers(workers: readonly Worker[], drainMs: number, logger: Logger): Promise<void> {
  const running = workers.filter((worker) => !worker.isDead());
  letMeet(running);
  await Promise.all(
    running.map(async (worker) => {
      const ended = once(worker, 'exit');
      const limit = setTimeout(() => {
        logger.warn({ worker: worker.process.pid }, 'worker does not end in time: it is killed');
        worker.process.kill('SIGKILL');
      }, drainMs + END_MS);
      worker.process.kill('SIGTERM');
      await ended;
      clearTimeout(limit);
    }),
  );
}
