import { appendFile, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@supergraph/service-kit/service';
import { afterEach, expect, test } from 'vitest';
import { openSource, type SupergraphSource } from './source.js';
import { watchSupergraph } from './watch.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function watch(source: SupergraphSource, intervalMs = 20) {
  const applied: string[] = [];
  const log: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void log.push(line) });
  const watching = watchSupergraph({
    source,
    served: 'first',
    intervalMs,
    logger,
    apply: (text) => {
      if (text === 'bad') return Promise.reject(new Error('it is bad'));
      applied.push(text);
      return Promise.resolve();
    },
  });
  closers.push(() => watching.close());
  return { watching, applied, log };
}

async function newFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  closers.push(() => rm(folder, { recursive: true }));
  const path = join(folder, 'supergraph.graphql');
  await writeFile(path, text);
  return path;
}

/** An address that answers with an ETag, and counts the times that it sent its text. */
async function startCdn() {
  const cdn = {
    text: 'first',
    etag: undefined as string | undefined,
    isCut: false,
    sent: 0,
    asked: 0,
    keys: new Set<unknown>(),
    status: 200,
    url: '',
  };
  const server = createServer((request, response) => {
    cdn.asked += 1;
    cdn.keys.add(request.headers['x-hive-cdn-key']);
    const { etag = `"${cdn.text}"` } = cdn;
    if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
    cdn.sent += 1;
    response.writeHead(cdn.status, { etag });
    if (!cdn.isCut) return response.end(cdn.text);
    return response.write(cdn.text.slice(0, 6), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  cdn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph?secret=1`;
  return cdn;
}

test('another supergraph is served, and one that cannot be served is told of once', async () => {
  let text = 'first';
  let reads = 0;
  const read = () => Promise.resolve((reads++, text));
  const { applied, log } = watch({ name: 'test', read, forget: () => undefined });
  text = 'second';
  await expect.poll(() => applied).toEqual(['second']);
  text = 'bad';
  await expect.poll(() => log.some((line) => line.includes('refused'))).toBe(true);
  const before = reads;
  await expect.poll(() => reads).toBeGreaterThan(before + 3);
  expect(log.filter((line) => line.includes('refused'))).toHaveLength(1);
  text = 'third';
  await expect.poll(() => applied).toEqual(['second', 'third']);
});

test('a file that is written slowly is served when it is complete, and never before', async () => {
  const path = await newFile('first');
  const { applied, log } = watch(openSource(path));
  await writeFile(path, '');
  for (const part of ['sec', 'ond ', 'graph']) {
    await sleep(30);
    await appendFile(path, part);
  }
  await expect.poll(() => applied).toEqual(['second graph']);
  expect(log.filter((line) => line.includes('refused'))).toEqual([]);
});

test('a device or a huge file in the place of the supergraph is told of, and does not end the watching', async () => {
  const path = await newFile('first');
  const { applied, log } = watch(openSource(path));
  await rm(path);
  await symlink('/dev/zero', path);
  await expect.poll(() => log.some((line) => line.includes('it is no file'))).toBe(true);
  await rm(path);
  await writeFile(path, 'second');
  await expect.poll(() => applied).toEqual(['second']);
  log.length = 0;
  await truncate(path, 2 ** 32);
  // The file may also grow between the look at its size and the reading, which Node refuses.
  const isRefused = () => log.some((line) => /it is larger than|greater than 2 GiB/.test(line));
  await expect.poll(isRefused).toBe(true);
  await writeFile(path, 'third');
  await expect.poll(() => applied).toEqual(['second', 'third']);
});

test('an address that cuts its answer, sends a page or a wrong ETag changes nothing until it is right again', async () => {
  const cdn = await startCdn();
  const { applied, log } = watch(openSource(cdn.url));
  cdn.text = 'bad';
  await expect.poll(() => log.some((line) => line.includes('refused'))).toBe(true);
  const asked = cdn.asked;
  await expect.poll(() => cdn.asked).toBeGreaterThan(asked + 2);
  cdn.isCut = true;
  cdn.text = 'second and what is cut';
  await expect.poll(() => log.some((line) => line.includes('cannot be read again'))).toBe(true);
  cdn.isCut = false;
  // The ETag is that of the page which was refused.
  cdn.etag = '"bad"';
  cdn.text = 'second';
  await expect.poll(() => applied).toEqual(['second']);
});

test('an address is asked with its ETag and the key, and sends its text once for each change', async () => {
  const cdn = await startCdn();
  const { applied } = watch(openSource(cdn.url, { key: 'k' }));
  await expect.poll(() => cdn.asked).toBeGreaterThan(3);
  expect([cdn.sent, [...cdn.keys]]).toEqual([1, ['k']]);
  cdn.text = 'second';
  await expect.poll(() => applied).toEqual(['second']);
});

test('an address that fails is told of without its query, and changes nothing', async () => {
  const cdn = await startCdn();
  cdn.status = 500;
  const { watching, applied, log } = watch(openSource(cdn.url), 60_000);
  await watching.reload();
  expect(log.join('')).toMatch(/status 500.*cannot be read again/);
  expect(log.join('')).not.toContain('secret');
  cdn.status = 200;
  cdn.text = 'second';
  await watching.reload();
  expect(applied).toEqual(['second']);
});
