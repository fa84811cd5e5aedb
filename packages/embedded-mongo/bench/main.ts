import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serialize } from 'bson';
import { createConnection, Types } from 'mongoose';
import { CATEGORIES, idOf, itemModel, itemOf } from './items.js';
import { compare, type Operation } from './measure.js';
import { type Server, startServer, stopServer } from './servers.js';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
  },
});
const documents = Number(values.documents);
const seconds = Number(values.seconds);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const random = (n: number): number => Math.floor(Math.random() * n);

const here = import.meta.dirname;
const dir = mkdtempSync(join(tmpdir(), 'bench-embedded-'));
const empty = await startServer(resolve(here, 'null-server.ts'));
const embedded = await startServer(resolve(here, '../dist/main.js'), ['--port', '0', '--dir', dir]);

function residentMegabytes(server: Server): number {
  const pid = String(server.process.pid);
  const status = process.platform === 'linux' ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  // Mapped pages of the data file are the system's cache, not the server's memory.
  const kilobytes =
    /RssAnon:\s+(\d+)/.exec(status)?.[1] ??
    execFileSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1024);
}

async function load(): Promise<void> {
  const connection = await createConnection(`${embedded.uri}/bench`).asPromise();
  const items = itemModel(connection);
  await items.createIndexes();
  const startedAt = performance.now();
  for (let start = 0; start < documents; start += 10_000) {
    const batch = Array.from({ length: Math.min(10_000, documents - start) }, (_, at) => itemOf(start + at));
    await items.collection.insertMany(batch);
    if ((start / 10_000) % 25 === 0)
      print(`  ${start + batch.length} documents, ${residentMegabytes(embedded)} MB`);
  }
  print(`loaded ${documents} documents in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  const page = items.collection
    .find({ category: 'category-1', price: { $gt: 50_000 } })
    .sort({ price: 1 })
    .limit(20);
  const explained = await page.explain('executionStats');
  print(
    `a page of 20 examines ${String((explained as unknown as { executionStats: { totalDocsExamined: number } }).executionStats.totalDocsExamined)} documents`,
  );
  await connection.close();
}

const operations: {
  name: string;
  connections: number[];
  target: Record<number, number>;
  operation: Operation;
}[] = [
  {
    name: 'findById',
    connections: [1, 50],
    target: { 1: 0.7, 50: 0.7 },
    operation: (items) => items.findById(idOf(random(documents))).lean(),
  },
  {
    name: 'page of 20 by index',
    connections: [1, 50],
    target: { 1: 0.4, 50: 0.4 },
    operation: (items) =>
      items
        .find({ category: `category-${random(CATEGORIES)}`, price: { $gt: random(90_000) } })
        .sort({ price: 1, _id: 1 })
        .limit(20)
        .lean(),
  },
  {
    name: 'insert, durable',
    connections: [1, 50],
    target: { 50: 0.3 },
    operation: (items, i) => items.collection.insertOne(itemOf(i, new Types.ObjectId())),
  },
  {
    name: 'findOneAndUpdate, durable',
    connections: [1, 50],
    target: {},
    operation: (items) =>
      items
        .findOneAndUpdate(
          { _id: idOf(random(documents)), 'stock.available': { $gte: 0 } },
          { $inc: { 'stock.sold': 1 } },
          { returnDocument: 'after' },
        )
        .lean(),
  },
];

await load();
empty.process.send({
  page: Array.from({ length: 20 }, (_, i) => Buffer.from(serialize(itemOf(i))).toString('base64')),
});
const before = residentMegabytes(embedded);
print('');
print('| operation | connections | round trip/s | embedded/s | ratio | target |');
print('|---|---:|---:|---:|---:|---:|');
for (const { name, connections, target, operation } of operations) {
  for (const count of connections) {
    const [raw = 0, real = 0] = await compare(
      [
        { name: 'empty', uri: empty.uri },
        { name: 'embedded', uri: embedded.uri },
      ],
      operation,
      count,
      seconds,
    );
    print(
      `| ${name} | ${count} | ${Math.round(raw)} | ${Math.round(real)} | ${(real / raw).toFixed(2)} | ${target[count] ?? ''} |`,
    );
  }
}
print('');
print(
  `memory of the server beside the mapped file: ${before} MB loaded, ${residentMegabytes(embedded)} MB after`,
);
await Promise.all([stopServer(empty), stopServer(embedded)]);
rmSync(dir, { recursive: true });
