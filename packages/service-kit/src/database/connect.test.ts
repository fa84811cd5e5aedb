import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { connectDatabase } from './connect.js';
import { awaitIndexBuilds } from './index-builds.js';
import { isDatabaseUnavailable } from './unavailable.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A database server as a process of its own, which a test can freeze. */
async function startDatabaseProcess() {
  const dir = await mkdtemp(join(tmpdir(), 'frozen-database-'));
  closers.push(() => rm(dir, { recursive: true }));
  const module = new URL('../../../embedded-mongo/dist/index.js', import.meta.url).href;
  const script = `import { startEmbeddedMongo } from ${JSON.stringify(module)};
    const server = await startEmbeddedMongo({ dir: ${JSON.stringify(dir)} });
    process.stdout.write(server.uri);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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
  const write = () => connection.collection('things').insertMany([{ value: 1 }]);
  await Promise.all(
    [read(), write()].map((ending) => expect(ending).rejects.toSatisfy(isDatabaseUnavailable)),
  );
  expect(performance.now() - started).toBeLessThan(20_000);
  child.kill('SIGCONT');
  await expect.poll(() => read().catch(() => 'not yet')).toBeNull();
});

test('commands of a connection that is patient wait for a server that stands still for a while', async () => {
  const { child, uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const read = async (options: { readonly aliveWithinMs?: number }) => {
    const connection = await connectDatabase({ uri, logger, registry: new Registry(), ...options });
    closers.push(() => connection.close());
    return () => connection.collection('things').findOne({});
  };
  const [strict, patient] = [await read({}), await read({ aliveWithinMs: 60_000 })];
  await Promise.all([strict(), patient()]);
  child.kill('SIGSTOP');
  const found = patient();
  await expect(strict()).rejects.toSatisfy(isDatabaseUnavailable);
  child.kill('SIGCONT');
  expect(await found).toBeNull();
});

test('an index build waits for a server that stands still, and any other command does not', async () => {
  const { child, uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry() });
  closers.push(() => connection.close());
  awaitIndexBuilds(connection, logger);
  const things = connection.model('things', new mongoose.Schema({ value: Number }).index({ value: 1 }));
  await things.create({ value: 1 });
  child.kill('SIGSTOP');
  const built = things.createIndexes();
  await expect(things.findOne({})).rejects.toSatisfy(isDatabaseUnavailable);
  child.kill('SIGCONT');
  await built;
  expect(await things.listIndexes()).toMatchObject([{ name: '_id_' }, { name: 'value_1' }]);
});

test('an index build that takes long is logged when it begins, meanwhile and when it ends', async () => {
  const { child, uri } = await startDatabaseProcess();
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void lines.push(line) });
  const connection = await connectDatabase({ uri, logger, registry: new Registry() });
  closers.push(() => connection.close());
  awaitIndexBuilds(connection, logger, { afterMs: 500, everyMs: 500 });
  const things = connection.model('things', new mongoose.Schema({ value: Number }).index({ value: 1 }));
  await things.create({ value: 1 });
  const logged = () =>
    lines
      .map((line) => JSON.parse(line) as { readonly msg: string })
      .filter(({ msg }) => msg.startsWith('an index build'));
  child.kill('SIGSTOP');
  const built = things.createIndexes();
  await expect.poll(() => logged().length).toBeGreaterThanOrEqual(2);
  child.kill('SIGCONT');
  await built;
  expect(logged()).toEqual(
    logged().map(() => expect.objectContaining({ collection: 'things', keys: { value: 1 } }) as object),
  );
  expect(new Set(logged().map(({ msg }) => msg))).toEqual(
    new Set(['an index build has begun', 'an index build goes on', 'an index build has ended']),
  );
  expect(logged().at(0)).toMatchObject({ msg: 'an index build has begun' });
  expect(logged().at(-1)).toMatchObject({
    msg: 'an index build has ended',
    seconds: expect.any(Number) as number,
  });
  lines.length = 0;
  await things.createIndexes();
  expect(logged()).toEqual([]);
});

test('a query that the server works on for too long ends, and says so as a database that does not answer', async () => {
  const { uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry(), maxTimeMs: 1 });
  closers.push(() => connection.close());
  const patient = await connectDatabase({ uri, logger, registry: new Registry() });
  closers.push(() => patient.close());
  const schema = new mongoose.Schema({ value: Number, text: String });
  const Thing = connection.model('Thing', schema);
  await patient
    .model('Thing', schema)
    .insertMany(Array.from({ length: 20_000 }, (_, value) => ({ value, text: 'x'.repeat(50) })));
  await expect(Thing.find({ text: /y$/ })).rejects.toSatisfy(isDatabaseUnavailable);
  const grouping = Thing.aggregate([{ $group: { _id: '$value', sum: { $sum: '$value' } } }]);
  await expect(grouping).rejects.toSatisfy(isDatabaseUnavailable);
});

test('the documents of a reply are decoded once, and not for monitoring too', async () => {
  const { uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry() });
  closers.push(() => connection.close());
  const things = connection.collection<{ value: number }>('things');
  await things.insertMany([{ value: 0 }, { value: 1 }, { value: 2 }]);
  const monitored: unknown[] = [];
  connection.getClient().on('commandSucceeded', ({ reply }) => {
    const { cursor } = reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] } };
    monitored.push(...(cursor?.firstBatch ?? cursor?.nextBatch ?? []));
  });
  const found = await things.find().batchSize(2).toArray();
  expect(found.map(({ value }) => value)).toEqual([0, 1, 2]);
  expect(monitored).toHaveLength(3);
  for (const document of monitored) expect(document).toBeInstanceOf(Uint8Array);
});

test('every command is limited in time, at the server and at its socket, but for the building of indexes', async () => {
  const { uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry(), maxTimeMs: 20_000 });
  closers.push(() => connection.close());
  const limits = new Map<string, unknown>();
  connection
    .getClient()
    .on('commandStarted', ({ commandName, command }) => limits.set(commandName, command.maxTimeMS));
  const schema = new mongoose.Schema({ value: Number });
  schema.index({ value: 1 });
  const Thing = connection.model('Thing', schema);
  const stored = Thing.collection as unknown as mongoose.mongo.Collection<{ value: number }>;
  await Thing.createIndexes();
  expect(limits.get('createIndexes')).toBeUndefined();
  const commands: [string, () => Promise<unknown>][] = [
    ['insert', () => Thing.create([{ value: 1 }, { value: 2 }])],
    ['insert', () => Thing.insertMany([{ value: 3 }])],
    ['insert', () => stored.insertOne({ value: 4 })],
    ['insert', () => stored.bulkWrite([{ insertOne: { document: { value: 5 } } }])],
    ['update', () => Thing.updateOne({ value: 1 }, { value: 6 })],
    ['update', () => Thing.updateMany({ value: 1 }, { value: 6 })],
    ['update', () => stored.replaceOne({ value: 2 }, { value: 7 })],
    ['update', () => Thing.bulkWrite([{ updateOne: { filter: { value: 2 }, update: { value: 7 } } }])],
    ['delete', () => Thing.deleteOne({ value: 4 })],
    ['delete', () => stored.deleteMany({ value: 4 })],
    ['findAndModify', () => Thing.findOneAndUpdate({ value: 3 }, { value: 8 })],
    ['findAndModify', () => stored.findOneAndDelete({ value: 8 })],
    ['find', () => Thing.find({ value: 6 })],
    ['find', () => stored.findOne({})],
    ['aggregate', () => stored.aggregate([{ $match: {} }]).toArray()],
    ['aggregate', () => Thing.countDocuments()],
    ['distinct', () => Thing.distinct('value')],
    ['count', () => Thing.estimatedDocumentCount()],
  ];
  for (const [name, run] of commands) {
    limits.clear();
    await run();
    expect([name, limits.get(name)]).toEqual([name, 20_000]);
  }
  limits.clear();
  await Thing.find().maxTimeMS(7);
  expect(limits.get('find')).toBe(7);
  expect(connection.getClient().options.socketTimeoutMS).toBe(22_000);
});

test('connections and their use are measured', async () => {
  const { uri } = await startDatabaseProcess();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const registry = new Registry();
  const connection = await connectDatabase({ uri, logger, registry });
  closers.push(() => connection.close());
  const read = async (name: string) =>
    Object.fromEntries(
      (await registry.getSingleMetric(name)?.get())?.values.map(({ labels, value }) => [
        Object.values(labels).join(),
        value,
      ]) ?? [],
    );
  const things = connection.collection('things');
  await Promise.all(Array.from({ length: 3 }, () => things.findOne({})));
  const { in_use: inUse, idle } = await read('mongodb_pool_connections');
  expect(inUse).toBe(0);
  expect(idle).toBeGreaterThan(0);
  expect(await read('mongodb_pool_waiting')).toEqual({ '': 0 });
  await connection.close();
  expect(await read('mongodb_pool_connections')).toEqual({ in_use: 0, idle: 0 });
});
