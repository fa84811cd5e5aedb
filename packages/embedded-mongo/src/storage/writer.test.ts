import { expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../testing/server.js';
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
