import { existsSync } from 'node:fs';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Supergraph } from '@supergraph/local';
import { createClient } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { askThrough, readRouterLog, startedWorkers } from './router-workers.js';

const CLIENTS = 32;
const MAX_REQUESTS = 20_000;

// A new worker loads and plans the whole supergraph before an old one ends.
vi.setConfig({ testTimeout: 300_000 });

let supergraph: Supergraph;

beforeAll(async () => {
  supergraph = await startTestSupergraph({
    seed: false,
    // On a busy machine the clients wait long for products. These tests are about the router's workers.
    env: { router: { ROUTER_WORKERS: '2', DRAIN_MS: '500', SUBGRAPH_TIMEOUT_MS: '60000' } },
  });
});
afterAll(() => supergraph.stop());

const products = () => createClient(supergraph.url).ask('{ products { totalCount } }');

it('no request of 32 keep-alive clients fails while every worker is replaced', async () => {
  const before = await startedWorkers(supergraph);
  expect(before).toHaveLength(2);
  const { origin, pathname } = new URL(supergraph.url);
  const pool = new Pool(origin, { connections: CLIENTS });
  let [running, requests] = [true, 0];
  const failures: string[] = [];
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (running && requests < MAX_REQUESTS) {
      requests += 1;
      const failure = await askThrough(pool, pathname).catch(String);
      if (failure !== undefined) failures.push(failure);
    }
  });
  process.kill(supergraph.pids().router ?? 0, 'SIGHUP');
  const isReplaced = async () =>
    (await readRouterLog(supergraph)).some(({ msg }) => msg === 'all workers are replaced');
  await expect.poll(isReplaced, { timeout: 240_000 }).toBe(true);
  running = false;
  await Promise.all(clients);
  await pool.close();
  expect(failures.slice(0, 3)).toEqual([]);
  expect(requests).toBeGreaterThan(CLIENTS);
  expect(await startedWorkers(supergraph)).toHaveLength(4);
});

it('another worker takes the place of one that dies, and metrics are those of all', async () => {
  const started = await startedWorkers(supergraph);
  process.kill(started.at(-1) ?? 0, 'SIGKILL');
  await expect
    .poll(async () => (await startedWorkers(supergraph)).length, { timeout: 240_000 })
    .toBe(started.length + 1);
  const { origin, pathname } = new URL(supergraph.url);
  const count = async () => {
    const text = await (await fetch(`${supergraph.adminUrls.router}/metrics`)).text();
    return Number(/^router_operation_seconds_count\{outcome="answered"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  };
  const before = await count();
  for (let client = 0; client < 10; client += 1) {
    const pool = new Pool(origin, { connections: 1 });
    expect(await askThrough(pool, pathname)).toBeUndefined();
    await pool.close();
  }
  expect((await count()) - before).toBe(10);
  expect((await fetch(`${supergraph.adminUrls.router}/health/ready`)).status).toBe(200);
});

it('a stack tells which process died, and can start it again at its place', async () => {
  expect(await products()).toMatchObject({ data: { products: { totalCount: 0 } } });
  const { products: pid = 0 } = supergraph.pids();
  process.kill(pid, 'SIGKILL');
  expect(await supergraph.failed).toBe('products');
  expect(await products()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });

  await supergraph.restart('products');
  expect(supergraph.pids().products).not.toBe(pid);
  await expect.poll(products, { timeout: 20_000 }).toMatchObject({ data: { products: { totalCount: 0 } } });
});

it('a stack that is stopped leaves no process and no temporary data', async () => {
  const pids = Object.values(supergraph.pids());
  expect(pids.length).toBeGreaterThanOrEqual(4);
  await supergraph.stop();
  for (const pid of pids) expect(() => process.kill(pid, 0), String(pid)).toThrow('ESRCH');
  expect(existsSync(supergraph.dataDir)).toBe(false);
});
