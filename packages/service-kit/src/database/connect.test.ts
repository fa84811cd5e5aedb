import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { connectDatabase } from './connect.js';
import { isDatabaseUnavailable } from './unavailable.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A database server as a process of its own, which a test can freeze. */
async function startDatabaseProcess() {
  const dir = await mkdtemp(join(tmpdir(), 'frozen-database-'));
  closers.push(() => rm(dir, { recursive: true }));
  const module = new URL('../../../embedded-mongo/src/index.ts', import.meta.url).href;
  const script = `import { startEmbeddedMongo } from ${JSON.stringify(module)};
    const server = await startEmbeddedMongo({ dir: ${JSON.stringify(dir)} });
    process.stdout.write(server.uri);`;
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import=tsx', '--input-type=module', '--eval', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  closers.push(() => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    return ended;
  });
  const uri = await new Promise<string>((resolve) => {
    child.stdout.once('data', (data) => resolve(String(data)));
  });
  return { child, uri: uri.replace(/\/*$/, '/shop') };
}

test('commands to a server that stands still end in seconds, and work again when it does', async () => {
  const { child, uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry() });
  closers.push(() => connection.close());
  const read = () => connection.collection('things').findOne({});
  expect(await read()).toBeNull();
  child.kill('SIGSTOP');
  const started = performance.now();
  await expect(read()).rejects.toSatisfy(isDatabaseUnavailable);
  expect(performance.now() - started).toBeLessThan(20_000);
  child.kill('SIGCONT');
  await expect.poll(() => read().catch(() => 'not yet')).toBeNull();
});

test('a query that the server works on for too long ends, and says so as a database that does not answer', async () => {
  const { uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry(), maxTimeMs: 1 });
  closers.push(() => connection.close());
  const Thing = connection.model('Thing', new mongoose.Schema({ value: Number, text: String }));
  await Thing.insertMany(Array.from({ length: 20_000 }, (_, value) => ({ value, text: 'x'.repeat(50) })));
  await expect(Thing.find({ text: /y$/ })).rejects.toSatisfy(isDatabaseUnavailable);
  const grouping = Thing.aggregate([{ $group: { _id: '$value', sum: { $sum: '$value' } } }]);
  await expect(grouping).rejects.toSatisfy(isDatabaseUnavailable);
});
