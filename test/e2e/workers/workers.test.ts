import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import { Pool } from 'undici';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestSupergraph } from '../support/supergraph.js';

const CLIENTS = 32;
const MAX_REQUESTS = 20_000;

// A worker reads and plans the whole supergraph before an old one goes.
vi.setConfig({ testTimeout: 180_000 });

let supergraph: Supergraph;
beforeAll(async () => {
  supergraph = await startTestSupergraph({
    seed: false,
    env: { router: { ROUTER_WORKERS: '2', DRAIN_MS: '500' } },
  });
});
afterAll(() => supergraph.stop());

interface LogLine {
  readonly msg: string;
  readonly worker?: number;
}

async function readLog(): Promise<LogLine[]> {
  const text = await readFile(join(supergraph.dataDir, 'logs/router.log'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}

const startedWorkers = async () =>
  (await readLog()).flatMap(({ msg, worker }) =>
    msg === 'worker started' && worker !== undefined ? [worker] : [],
  );

/** @returns undefined for a good answer, otherwise what came instead */
async function ask(pool: Pool, path: string): Promise<string | undefined> {
  const { statusCode, body } = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ products(first: 1) { totalCount } }"}',
  });
  const text = await body.text();
  return statusCode === 200 && !text.includes('errors') ? undefined : `${statusCode} ${text}`;
}

test('no request of 32 keep-alive clients fails while every worker is replaced', async () => {
  const before = await startedWorkers();
  expect(before).toHaveLength(2);
  const { origin, pathname } = new URL(supergraph.url);
  const pool = new Pool(origin, { connections: CLIENTS });
  let [running, requests] = [true, 0];
  const failures: string[] = [];
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (running && requests < MAX_REQUESTS) {
      requests += 1;
      const failure = await ask(pool, pathname).catch(String);
      if (failure !== undefined) failures.push(failure);
    }
  });
  process.kill(supergraph.pids().router ?? 0, 'SIGHUP');
  const isReplaced = async () => (await readLog()).some(({ msg }) => msg === 'all workers are replaced');
  await expect.poll(isReplaced, { timeout: 60_000 }).toBe(true);
  running = false;
  await Promise.all(clients);
  await pool.close();
  expect(failures.slice(0, 3)).toEqual([]);
  expect(requests).toBeGreaterThan(CLIENTS);
  expect(await startedWorkers()).toHaveLength(4);
});

test('another worker takes the place of one that dies, and metrics are those of all', async () => {
  const started = await startedWorkers();
  process.kill(started.at(-1) ?? 0, 'SIGKILL');
  await expect
    .poll(async () => (await startedWorkers()).length, { timeout: 60_000 })
    .toBe(started.length + 1);
  const { origin, pathname } = new URL(supergraph.url);
  const count = async () => {
    const text = await (await fetch(`${supergraph.adminUrls.router}/metrics`)).text();
    return Number(/^router_operation_seconds_count\{outcome="answered"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  };
  const before = await count();
  for (let client = 0; client < 10; client += 1) {
    const pool = new Pool(origin, { connections: 1 });
    expect(await ask(pool, pathname)).toBeUndefined();
    await pool.close();
  }
  expect((await count()) - before).toBe(10);
  expect((await fetch(`${supergraph.adminUrls.router}/health/ready`)).status).toBe(200);
});
