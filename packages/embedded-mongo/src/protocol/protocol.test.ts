import { once } from 'node:events';
import { connect as dial, type Socket } from 'node:net';
import { type Document, deserialize, Long, serialize } from 'bson';
import { expect, it, onTestFinished } from 'vitest';
import { connect, startServer } from '../testing/server.js';
import { crc32c } from './crc32c.js';

function header(length: number, opcode: number, id = 7): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(id, 4);
  bytes.writeInt32LE(opcode, 12);
  return bytes;
}

const frame = (opcode: number, body: Buffer): Buffer =>
  Buffer.concat([header(16 + body.length, opcode), body]);
const flags = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const section = (document: Document): Buffer => Buffer.concat([Buffer.of(0), serialize(document)]);

function sequence(name: string, documents: readonly Document[]): Buffer {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((document) => Buffer.from(serialize(document))),
  ]);
  const size = Buffer.alloc(4);
  size.writeInt32LE(content.length + 4);
  return Buffer.concat([Buffer.of(1), size, content]);
}

async function open(): Promise<Socket> {
  const server = await startServer();
  const socket = dial(server.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** The complete document of the next reply. */
async function reply(socket: Socket, documentAt = 21): Promise<Document> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < 4 || bytes.length < bytes.readInt32LE(0)) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  return deserialize(bytes.subarray(documentAt));
}

const ping = { ping: 1, $db: 'admin' };

it('answers OP_MSG', async () => {
  const socket = await open();
  socket.write(frame(2013, Buffer.concat([flags(0), section(ping)])));
  expect(await reply(socket)).toEqual({ ok: 1 });
});

it.each(['a b', 'a.b', 'a/b', 'a$b', 'x'.repeat(64)])('refuses %s as the name of a database', async ($db) => {
  const socket = await open();
  socket.write(frame(2013, Buffer.concat([flags(0), section({ ping: 1, $db })])));
  expect(await reply(socket)).toMatchObject({ ok: 0, code: 73, codeName: 'InvalidNamespace' });
});

it('answers a message that comes a byte at a time', async () => {
  const socket = await open();
  for (const byte of frame(2013, Buffer.concat([flags(0), section(ping)]))) socket.write(Buffer.of(byte));
  expect(await reply(socket)).toEqual({ ok: 1 });
});

it('checks the checksum of a message that has one', async () => {
  const socket = await open();
  const body = Buffer.concat([flags(1), section(ping)]);
  const message = Buffer.concat([header(16 + body.length + 4, 2013), body]);
  socket.write(Buffer.concat([message, flags(crc32c(message))]));
  expect(await reply(socket)).toEqual({ ok: 1 });
  socket.write(Buffer.concat([message, flags(1)]));
  expect(await reply(socket)).toMatchObject({ ok: 0, code: 9 });
});

it('knows the checksum that everybody knows', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
});

it('takes documents sent beside the command', async () => {
  const socket = await open();
  const command = section({ insert: 'c', $db: 'test' });
  socket.write(
    frame(2013, Buffer.concat([flags(0), command, sequence('documents', [{ _id: 1 }, { _id: 2 }])])),
  );
  expect(await reply(socket)).toEqual({ n: 2, ok: 1 });
});

/** A document of raw elements, such as no library would write. */
function rawDocument(...elements: readonly Buffer[]): Buffer {
  const content = Buffer.concat([...elements, Buffer.of(0)]);
  return Buffer.concat([flags(content.length + 4), content]);
}

const element = (type: number, name: string, value: Buffer): Buffer =>
  Buffer.concat([Buffer.of(type), Buffer.from(`${name}\0`), value]);

async function insertRaw(socket: Socket, document: Buffer): Promise<Document> {
  const content = Buffer.concat([Buffer.from('documents\0'), document]);
  const documents = Buffer.concat([Buffer.of(1), flags(content.length + 4), content]);
  socket.write(frame(2013, Buffer.concat([flags(0), section({ insert: 'c', $db: 'test' }), documents])));
  return reply(socket);
}

it('stores a document as it was sent: repeated names, the order of numeric ones', async () => {
  const socket = await open();
  const int = (name: string, value: number): Buffer => element(16, name, flags(value));
  const withId = rawDocument(int('_id', 1), int('b', 1), int('2', 2), int('1', 3), int('b', 4));
  expect(await insertRaw(socket, withId)).toEqual({ n: 1, ok: 1 });
  expect(await insertRaw(socket, rawDocument(int('b', 1), int('7', 2)))).toEqual({ n: 1, ok: 1 });
  const find = section({ find: 'c', filter: { b: { $exists: true } }, sort: { _id: 1 }, $db: 'test' });
  socket.write(frame(2013, Buffer.concat([flags(0), find])));
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  expect(bytes.includes(withId)).toBe(true);
  // The _id that the server made comes first.
  expect(bytes.includes(Buffer.concat([int('b', 1), int('7', 2)]))).toBe(true);
  expect(bytes.indexOf('_id', bytes.indexOf(withId) + withId.length)).toBeLessThan(
    bytes.lastIndexOf(int('7', 2)),
  );
});

it.each([
  ['a string without its end', element(2, 'a', Buffer.concat([flags(2), Buffer.from('xx')]))],
  ['a string of negative length', element(2, 'a', Buffer.concat([flags(0xffff_fff0), Buffer.from('x\0')]))],
  ['code of a length beyond the document', element(15, 'a', flags(0x7fff_ffff))],
  ['code of negative length', element(13, 'a', flags(0xffff_fff0))],
  ['an unknown type', element(0x55, 'a', Buffer.of(0))],
  ['a document longer than its parent', element(3, 'a', flags(500))],
  ['a binary longer than its document', element(5, 'a', Buffer.concat([flags(500), Buffer.of(0)]))],
])('refuses %s', async (_, broken) => {
  const socket = await open();
  expect(await insertRaw(socket, rawDocument(broken))).toMatchObject({ code: 22, codeName: 'InvalidBSON' });
  socket.write(frame(2013, Buffer.concat([flags(0), section(ping)])));
  expect(await reply(socket)).toEqual({ ok: 1 });
});

it('answers the old handshake', async () => {
  const socket = await open();
  const name = Buffer.concat([flags(0), Buffer.from('admin.$cmd\0'), flags(0), flags(0xffffffff)]);
  socket.write(frame(2004, Buffer.concat([name, serialize({ ismaster: 1 })])));
  expect(await reply(socket, 36)).toMatchObject({ ismaster: true, helloOk: true, ok: 1 });
});

it('serves a driver that would compress', async () => {
  const connection = await connect(await startServer(), { compressors: ['zlib'] });
  await connection.collection('c').insertOne({ text: 'x'.repeat(1000) });
  expect(await connection.collection('c').countDocuments()).toBe(1);
});

it('does not answer a message that wants no answer', async () => {
  const socket = await open();
  socket.write(
    frame(2013, Buffer.concat([flags(2), section({ insert: 'c', documents: [{ _id: 1 }], $db: 'test' })])),
  );
  socket.write(frame(2013, Buffer.concat([flags(0), section({ count: 'c', $db: 'test' })])));
  expect(await reply(socket)).toEqual({ n: expect.any(Number) as number, ok: 1 });
});

it.each([
  ['an unknown operation', frame(99, Buffer.alloc(8))],
  ['a section cut short', frame(2013, Buffer.concat([flags(0), Buffer.of(0, 255, 0, 0, 0)]))],
  ['no section', frame(2013, flags(0))],
  [
    'broken BSON',
    frame(2013, Buffer.concat([flags(0), Buffer.of(0, 12, 0, 0, 0, 2, 97, 0, 255, 255, 255, 127, 0)])),
  ],
  ['an unknown flag', frame(2013, Buffer.concat([flags(4), section(ping)]))],
  ['a compressed message', frame(2012, Buffer.alloc(20))],
])('answers %s with an error and goes on', async (_name, message) => {
  const socket = await open();
  socket.write(message);
  expect(await reply(socket)).toMatchObject({ ok: 0 });
  socket.write(frame(2013, Buffer.concat([flags(0), section(ping)])));
  expect(await reply(socket)).toEqual({ ok: 1 });
});

it.each([
  ['shorter than its header', 5],
  ['larger than any message', 48_000_001],
  ['of negative length', -1],
])('hangs up on a message %s', async (_name, length) => {
  const socket = await open();
  socket.write(header(length, 2013));
  await once(socket, 'close');
});

it('pages through results with getMore, and forgets a cursor when told to', async () => {
  const connection = await connect(await startServer());
  const items = connection.collection('items');
  await items.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })));
  const command = async (body: Document): Promise<Document> => (await connection.db?.command(body)) ?? {};
  const first = await command({ find: 'items', batchSize: 100 });
  const { id } = first.cursor as { id: Long };
  const next = await command({ getMore: Long.fromValue(id), collection: 'items', batchSize: 100 });
  expect(next).toMatchObject({ cursor: { nextBatch: { length: 100 } } });
  expect(await command({ killCursors: 'items', cursors: [Long.fromValue(id)] })).toMatchObject({
    cursorsKilled: [id],
  });
  await expect(command({ getMore: Long.fromValue(id), collection: 'items' })).rejects.toMatchObject({
    code: 43,
  });
});

it('splits batches at 16 MiB', { timeout: 30_000 }, async () => {
  const connection = await connect(await startServer());
  const items = connection.collection('items');
  for (let n = 0; n < 3; n += 1)
    await items.insertOne({ _id: n as never, text: 'x'.repeat(7 * 1024 * 1024) });
  const reply = (await connection.db?.command({ find: 'items' })) as {
    cursor: { firstBatch: unknown[]; id: unknown };
  };
  expect(reply.cursor.firstBatch).toHaveLength(2);
  expect(await items.find().toArray()).toHaveLength(3);
});
