import { expect, it, onTestFinished, vi } from 'vitest';
import { connect, startServer, temporaryDirectory } from '../testing/server.js';
import { openEnvironment } from './lmdb.js';
import { Writer } from './writer.js';

function open() {
  const environment = openEnvironment(temporaryDirectory(), true);
  onTestFinished(async () => {
    await writer.idle();
    await environment.root.close();
  });
  const memory = { guard: <T>(run: () => T) => run(), keep: () => undefined, revert: () => undefined };
  const writer = new Writer(environment, memory);
  const put = (key: string, durable: boolean) =>
    writer.write(() => environment.documents.putSync(Buffer.from(key), Buffer.from(key)), durable, !durable);
  return { environment, writer, put };
}

it('runs a write that may wait in the transaction of the next one that must be on disk', async () => {
  const { environment, put } = open();
  await Promise.all([put('a', false), put('b', false), put('c', true)]);
  expect(environment.writes).toBe(1);
});

it('runs a write that may wait soon, also when no other comes', async () => {
  const { environment, put } = open();
  await put('a', false);
  expect(environment.documents.get(Buffer.from('a'))?.toString()).toBe('a');
});

it('is not idle while a write waits', async () => {
  const { environment, writer, put } = open();
  void put('a', false);
  await writer.idle();
  expect(environment.writes).toBe(1);
});

it('waits once at most for a write of many documents', async () => {
  const connection = await connect(await startServer());
  const items = connection.collection('items');
  await items.insertMany(Array.from({ length: 5_000 }, (_, n) => ({ n })));
  const timers = vi.spyOn(globalThis, 'setTimeout');
  await items.updateMany({}, { $set: { done: true } }, { writeConcern: { w: 1, journal: false } });
  expect(timers.mock.calls.filter(([, ms]) => ms === 20)).toHaveLength(1);
  timers.mockRestore();
});
