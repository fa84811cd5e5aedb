import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createConnection } from 'mongoose';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbeddedMongo } from './server.js';
import { runToEnd, startProcess } from './testing/process.js';
import { startServer, temporaryDirectory } from './testing/server.js';

const TIMEOUT = 60_000;

it('serves in a process of its own until its parent is gone', { timeout: TIMEOUT }, async () => {
  const dir = temporaryDirectory();
  const server = await startProcess(dir);
  const connection = await createConnection(server.uri).asPromise();
  await connection.collection('things').insertOne({ a: 1 });
  await connection.close();
  const exited = once(server.child, 'exit');
  server.child.disconnect();
  expect(await exited).toEqual([0, null]);
  const again = await startServer(dir);
  const reopened = await createConnection(again.uri).asPromise();
  expect(await reopened.collection('things').countDocuments()).toBe(1);
  await reopened.close();
});

it('stops cleanly when asked to', { timeout: TIMEOUT }, async () => {
  const server = await startProcess(temporaryDirectory());
  const exited = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

it('says that the directory is in use', { timeout: TIMEOUT }, async () => {
  const dir = temporaryDirectory();
  const first = await startProcess(dir);
  onTestFinished(() => first.kill());
  const { code, stderr } = await runToEnd(['--dir', dir, '--port', '0']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `^embedded-mongo: ${dir} is in use by another embedded-mongo \\(process ${String(first.child.pid)}\\)\\n$`,
    ),
  );
});

it('takes over the directory of a process that was killed', { timeout: TIMEOUT }, async () => {
  const dir = temporaryDirectory();
  const first = await startProcess(dir);
  await first.kill();
  const second = await startProcess(dir);
  await second.kill();
});

it('refuses a directory that this process has open already', async () => {
  const dir = temporaryDirectory();
  await startServer(dir);
  await expect(startEmbeddedMongo({ dir })).rejects.toThrow('in use by another embedded-mongo');
});

it('says that the port is taken', { timeout: TIMEOUT }, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await runToEnd(['--dir', temporaryDirectory(), '--port', String(port)]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `embedded-mongo: cannot listen on 127.0.0.1:${port}: it is already in use\n`,
  });
});

it('says that the directory cannot be opened', { timeout: TIMEOUT }, async () => {
  const dir = temporaryDirectory();
  const file = join(dir, 'file');
  writeFileSync(file, '');
  chmodSync(file, 0o400);
  const { code, stderr } = await runToEnd(['--dir', file, '--port', '0']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^embedded-mongo: cannot open the data directory .+\n$/);
});

it('refuses the directory of something else, and leaves it as it is', async () => {
  const dir = temporaryDirectory();
  const file = join(dir, 'data.mdb');
  for (const content of ['a note', 'a longer text '.repeat(10_000)]) {
    writeFileSync(file, content);
    await expect(startEmbeddedMongo({ dir })).rejects.toThrow(`${file} is not a file of embedded-mongo`);
    expect(readFileSync(file, 'utf8')).toBe(content);
  }
  writeFileSync(file, '');
  await startServer(dir);
});

it.each([
  [['--port', '0'], '--dir <directory> is needed: where the data lives'],
  [['--dir', 'never', '--port', ''], '--port  is not a port'],
])('says what is wrong with its arguments %j', { timeout: TIMEOUT }, async (args, message) => {
  expect(await runToEnd(args)).toMatchObject({ code: 1, stderr: `embedded-mongo: ${message}\n` });
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

it('keeps its files for their owner, in a directory that was open before too', async () => {
  const dir = temporaryDirectory();
  chmodSync(dir, 0o755);
  await startServer(dir);
  expect(modeOf(dir)).toBe('700');
  expect(['data.mdb', 'lock.mdb'].map((file) => modeOf(join(dir, file)))).toEqual(['600', '600']);
});

it('serves on a Unix socket that only its owner can use, and on no port', async () => {
  const dir = temporaryDirectory();
  const socket = join(dir, 'mongo.sock');
  const server = await startEmbeddedMongo({ dir, socket, sync: false });
  onTestFinished(() => server.stop());
  expect(server).toMatchObject({ uri: `mongodb://${encodeURIComponent(socket)}`, port: 0 });
  expect(modeOf(socket)).toBe('600');
  const connection = await createConnection(`${server.uri}/shop`).asPromise();
  await connection.collection('things').insertOne({ a: 1 });
  expect(await connection.collection('things').countDocuments()).toBe(1);
  await connection.close();
});

it('takes the place of a socket that a killed server left behind', { timeout: TIMEOUT }, async () => {
  const dir = temporaryDirectory();
  const socket = join(dir, 'mongo.sock');
  const first = await startProcess(dir, ['--socket', socket]);
  await first.kill();
  expect(existsSync(socket)).toBe(true);
  const second = await startEmbeddedMongo({ dir, socket, sync: false });
  onTestFinished(() => second.stop());
  const connection = await createConnection(second.uri).asPromise();
  await connection.close();
});

it('refuses a path that is too long for a socket, and one where something else is', async () => {
  const dir = temporaryDirectory();
  const long = join(dir, 's'.repeat(120));
  await expect(startEmbeddedMongo({ dir, socket: long })).rejects.toThrow('choose a shorter one, or a port');
  const file = join(dir, 'a-file');
  writeFileSync(file, 'text');
  await expect(startEmbeddedMongo({ dir, socket: file })).rejects.toThrow(`cannot listen on ${file}`);
  expect(readFileSync(file, 'utf8')).toBe('text');
});
