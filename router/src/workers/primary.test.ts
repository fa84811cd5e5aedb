import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, type RunningService } from '@supergraph/service-kit/service';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readRouterConfig } from '../config.js';
import { startWorkers } from './primary.js';

/** A worker that is ready at once, or never while `SLOW` is set. */
const WORKER = `
  if (process.env.SLOW === undefined) process.send({ type: 'ready', url: 'http://127.0.0.1' });
  setInterval(() => undefined, 60_000);
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workers-'));
  await writeFile(join(folder, 'worker.mjs'), WORKER);
  cluster.setupPrimary({ exec: join(folder, 'worker.mjs'), execArgv: [] });
});
afterEach(() => {
  for (const worker of running()) worker.process.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true }));

const running = (): readonly Worker[] =>
  Object.values(cluster.workers ?? {}).filter((worker) => worker?.isDead() === false) as Worker[];

test.each<[string, (service: RunningService) => void]>([
  ['that replaces another one', (service) => service.reload?.()],
  ['in the place of one that died', () => running()[0]?.process.kill('SIGKILL')],
])('a router that stops ends a worker %s and is not ready yet', async (_what, startAnother) => {
  const log: string[] = [];
  const logger = createLogger({ service: 'router', level: 'info' }, { write: (line) => void log.push(line) });
  const service = await startWorkers(readRouterConfig({ ROUTER_WORKERS: '2', ADMIN_PORT: '0' }), logger);
  log.length = 0;
  process.env.SLOW = 'true';
  const online = once(cluster, 'online') as Promise<[Worker]>;
  startAnother(service);
  const [starting] = await online;
  delete process.env.SLOW;
  log.length = 0;
  await service.stop();
  expect(starting.isDead()).toBe(true);
  expect(running()).toEqual([]);
  expect(log).toEqual([]);
});
