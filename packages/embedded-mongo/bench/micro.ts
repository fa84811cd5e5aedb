import { serialize } from 'bson';
import { Database } from '../src/database.js';
import { Cursors } from '../src/commands/cursors.js';
import { commandNamed } from '../src/commands/registry.js';
import { parseRequest, frameReply, headroomOf } from '../src/protocol/message.js';
import { encodeReply } from '../src/protocol/reply.js';
import { mkdtempSync } from 'node:fs';
import { idOf, itemOf } from './items.js';
import { UUID } from 'bson';
const database = new Database(mkdtempSync('/tmp/micro-'));
const cursors = new Cursors();
const call = (message: Buffer) => {
  const request = parseRequest(message);
  const name = Object.keys(request.body)[0]!;
  const r = commandNamed(name)({
    database,
    cursors,
    startedAt: 0,
    connectionId: 1,
    connections: () => 1,
    counts: new Map(),
    name,
    db: request.body['$db'] as string,
    body: request.body,
    request,
  });
  return r instanceof Promise
    ? r.then((x) => frameReply(request, encodeReply(x, headroomOf(request))))
    : frameReply(request, encodeReply(r, headroomOf(request)));
};
const frame = (body: object): Buffer => {
  const doc = serialize(body as never);
  const out = Buffer.alloc(21 + doc.length);
  out.writeInt32LE(out.length, 0);
  out.writeInt32LE(2013, 12);
  Buffer.from(doc).copy(out, 21);
  return out;
};
await call(
  frame({
    createIndexes: 'items',
    indexes: [
      { key: { category: 1, price: 1, _id: 1 }, name: 'c' },
      { key: { sku: 1 }, name: 's', unique: true },
    ],
    $db: 'bench',
  }),
);
const N = Number(process.argv[2] ?? 20000);
let t = process.cpuUsage();
for (let i = 0; i < N; i += 1000)
  await call(
    frame({
      insert: 'items',
      documents: Array.from({ length: 1000 }, (_, k) => itemOf(i + k)),
      $db: 'bench',
      writeConcern: { w: 1, j: false },
    }),
  );
console.log('insert us/doc', (process.cpuUsage(t).user + process.cpuUsage(t).system) / N);
const lsid = { id: new UUID() };
const tick = () => new Promise((r) => setTimeout(r, 0));
async function bench(name: string, make: (i: number) => object, n = 60000) {
  const frames = Array.from({ length: 2000 }, (_, i) => frame(make(i)));
  for (let i = 0; i < 3000; i++) call(frames[i % 2000]!);
  let total = 0;
  for (let r = 0; r < n / 200; r++) {
    await tick();
    const t = performance.now();
    for (let i = 0; i < 200; i++) call(frames[(r * 200 + i) % 2000]!);
    total += performance.now() - t;
  }
  console.log(name, 'us/op', ((total / n) * 1000).toFixed(2));
  let parse = 0;
  {
    const t = performance.now();
    for (let i = 0; i < n; i++) parseRequest(frames[i % 2000]!);
    parse = performance.now() - t;
  }
  console.log('   of which parse', ((parse / n) * 1000).toFixed(2));
}
if (process.argv[3] !== 'page')
  await bench('findById', () => ({
    find: 'items',
    filter: { _id: idOf(Math.floor(Math.random() * N)) },
    limit: 1,
    singleBatch: true,
    lsid,
    $db: 'bench',
  }));
if (process.argv[3])
  await bench('page', () => ({
    find: 'items',
    filter: {
      category: `category-${Math.floor(Math.random() * 50)}`,
      price: { $gt: Math.floor(Math.random() * 90000) },
    },
    sort: { price: 1, _id: 1 },
    limit: 20,
    lsid,
    $db: 'bench',
  }));
process.exit();
