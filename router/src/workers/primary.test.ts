import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, type RunningService } from '@supergraph/service-kit/service';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readRouterConfig } from '../config.js';
import { startWorkers } from './primary.js';

/** A worker that is ready at once, or never while `SLOW` is set, and answers heartbeats. */
const WORKER = `
  process.on('message', ({ type }) => type === 'ping' && process.send({ type: 'pong' }));
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

async function startTwo() {
  const log: string[] = [];
  const logger = createLogger({ service: 'router', level: 'info' }, { write: (line) => void log.push(line) });
  const variables = { ROUTER_WORKERS: '2', ADMIN_PORT: '0', DRAIN_MS: '0' };
  const service = await startWorkers(readRouterConfig(variables), logger);
  log.length = 0;
  return { service, log };
}

test.each<[string, (service: RunningService) => void]>([
  ['that replaces another one', (service) => service.reload?.()],
  ['in the place of one that died', () => running()[0]?.process.kill('SIGKILL')],
])('a router that stops ends a worker %s and is not ready yet', async (_what, startAnother) => {
  const { service, log } = await startTwo();
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

test('a worker that hangs is told of once, killed and replaced', async () => {
  const { service, log } = await startTwo();
  const [hanging, other] = running();
  hanging?.process.kill('SIGSTOP');
  await expect.poll(() => log.join(''), { timeout: 30_000 }).toContain('worker started');
  expect(log.filter((line) => line.includes('worker hangs'))).toHaveLength(1);
  expect(hanging?.isDead()).toBe(true);
  expect(running()).toContain(other);
  expect(running()).toHaveLength(2);
  await service.stop();
});

test('a worker that hangs is killed when it is to be replaced, and when the router stops', async () => {
  const { service, log } = await startTwo();
  running()[0]?.process.kill('SIGSTOP');
  service.reload?.();
  await expect.poll(() => log.join('')).toContain('all workers are replaced');
  expect(running()).toHaveLength(2);
  running()[0]?.process.kill('SIGSTOP');
  await service.stop();
  expect(running()).toEqual([]);
  expect(log.filter((line) => line.includes('worker does not end in time'))).toHaveLength(2);
});
