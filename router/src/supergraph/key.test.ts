import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@supergraph/service-kit/service';
import { afterEach, expect, test } from 'vitest';
import { readRouterConfig } from '../config.js';
import { openLocalPlanner } from '../planning/local-planner.js';
import { startRouter } from '../server.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(environment: Readonly<Record<string, string>> = {}): Promise<TestRouter> {
  const router = await startTestRouter({
    subgraphs: { shop: { sdl: 'type Query { item: String }', resolvers: { Query: { item: () => 'item' } } } },
    environment: { LOG_LEVEL: 'info', SUPERGRAPH_POLL_MS: '20', ...environment },
  });
  closers.push(() => router.close());
  return router;
}

/** Serves the supergraph of another router, to those who send the key. */
async function startCdn() {
  const { supergraphPath } = await start();
  const cdn = { key: 'first' as string | undefined, text: await readFile(supergraphPath, 'utf8'), url: '' };
  const server = createServer((request, response) => {
    if (request.headers['x-hive-cdn-key'] === cdn.key) response.end(cdn.text);
    else response.writeHead(403).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  cdn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph?secret=1`;
  return cdn;
}

async function writeKey(key: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'key-'));
  closers.push(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'key'), key);
  return join(folder, 'key');
}

const countServed = ({ log }: TestRouter) =>
  log.filter((line) => line.includes('another supergraph is served')).length;

test('SUPERGRAPH_KEY is sent at the start and at each check', async () => {
  const cdn = await startCdn();
  const router = await start({ SUPERGRAPH_PATH: cdn.url, SUPERGRAPH_KEY: 'first' });
  expect((await router.ask('{ item }')).body).toEqual({ data: { item: 'item' } });
  cdn.text += '\n# changed';
  await expect.poll(() => countServed(router)).toBe(1);
});

test('SUPERGRAPH_KEY_FILE is read again, so another key needs no restart', async () => {
  const cdn = await startCdn();
  const path = await writeKey('first\n');
  const router = await start({ SUPERGRAPH_PATH: cdn.url, SUPERGRAPH_KEY_FILE: path });
  cdn.key = 'second';
  cdn.text += '\n# changed';
  await expect.poll(() => router.log.join('')).toMatch(/status 403.*cannot be read again/);
  await writeFile(path, 'second\n');
  await expect.poll(() => countServed(router)).toBe(1);
});

test('an error about a changed supergraph does not name the query of its address', async () => {
  const cdn = await startCdn();
  cdn.key = undefined;
  const router = await start({ SUPERGRAPH_PATH: cdn.url });
  cdn.text = 'type {';
  await expect.poll(() => router.log.join('')).toContain('is not GraphQL SDL');
  expect(router.log.join('')).not.toContain('secret=1');
});

test('a router does not start without the key that its address demands', async () => {
  const cdn = await startCdn();
  const empty = await writeKey('');
  const at = async (environment: Record<string, string>) => {
    const config = readRouterConfig({ SUPERGRAPH_PATH: cdn.url, PORT: '0', ...environment });
    const logger = createLogger({ service: 'router', level: 'silent' });
    return startRouter(config, logger, { openPlanner: openLocalPlanner });
  };
  await expect(at({})).rejects.toThrow(/^SUPERGRAPH_PATH: .* status 403$/);
  await expect(at({ SUPERGRAPH_KEY: 'wrong' })).rejects.toThrow(/status 403$/);
  await expect(at({ SUPERGRAPH_KEY_FILE: empty })).rejects.toThrow(/^SUPERGRAPH_KEY_FILE: .* is empty$/);
  await expect(at({ SUPERGRAPH_KEY_FILE: '/nowhere' })).rejects.toThrow(/^SUPERGRAPH_KEY_FILE: .*ENOENT/);
  await expect(at({ SUPERGRAPH_KEY: 'first', SUPERGRAPH_KEY_FILE: empty })).rejects.toThrow(/not both$/);
});
