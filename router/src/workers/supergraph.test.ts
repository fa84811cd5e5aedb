import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestWorkers, type TestWorkers } from '../testing/workers.js';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
  type Query { item: String  secret: String @authenticated }`;

let router: TestWorkers;
beforeEach(async () => {
  // The workers that run do not read the file by themselves.
  router = await startTestWorkers(sdl, { SUPERGRAPH_POLL_MS: '60000' });
});
afterEach(() => router.close());

/** The codes of so many requests that each of two workers answers some. */
const codes = async (query: string) =>
  new Set(await Promise.all(Array.from({ length: 8 }, () => router.askCode(query))));

async function replaceWorkers(): Promise<void> {
  process.kill(router.pid, 'SIGHUP');
  await expect.poll(() => router.log(), { timeout: 40_000 }).toContain('all workers are replaced');
}

test('workers that SIGHUP starts refuse a supergraph that lost protection, and serve the old one', async () => {
  await writeFile(
    router.supergraphPath,
    router.supergraph.replace(/secret: String .*@authenticated/, 'secret: String'),
  );
  await replaceWorkers();
  expect(await codes('{ secret }')).toEqual(new Set(['UNAUTHORIZED_FIELD_OR_TYPE']));
  expect(router.log()).toContain('does not protect Query.secret,');
});

test('workers that SIGHUP starts serve a changed supergraph', async () => {
  const changed = router.supergraph.replace('  item: String', '  item: String\n  other: String');
  await writeFile(router.supergraphPath, changed);
  await replaceWorkers();
  expect(await codes('{ other }')).not.toContain('GRAPHQL_VALIDATION_FAILED');
});

test('a worker that replaces a dead one serves the old supergraph while the file is invalid', async () => {
  await writeFile(router.supergraphPath, 'type Query {');
  for (const [index, worker] of router.started().entries()) {
    process.kill(worker, 'SIGKILL');
    await expect.poll(() => router.started().length, { timeout: 40_000 }).toBe(index + 3);
  }
  expect(await codes('{ secret }')).toEqual(new Set(['UNAUTHORIZED_FIELD_OR_TYPE']));
  expect(router.log()).toContain('another supergraph is refused: the old one is served');
});
