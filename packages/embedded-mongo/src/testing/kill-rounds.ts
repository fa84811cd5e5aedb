import { type Connection, createConnection } from 'mongoose';
import type { Doc } from '../bson/document.js';
import { checkMany, countUpAll, insertMany } from './kill-many.js';
import { startProcess } from './process.js';

const WRITERS = 8;

/** The acknowledged and requested writes of each document, and of the documents that one update changes together. */
interface Log {
  readonly items: Map<string, Promised>;
  readonly many: Promised;
}

/** The bounds for one document: at least its acknowledged writes, at most its requested ones. */
export interface Promised {
  acknowledged: number;
  asked: number;
}

export interface Round {
  readonly acknowledged: number;
  readonly problems: readonly string[];
}

/**
 * Runs writers that log each acknowledgement, kills the server at a random moment, and inspects the data with the next
 * server. Checks the documents of all rounds so far.
 */
export async function killRounds(dir: string, rounds: number): Promise<Round[]> {
  const log: Log = { items: new Map(), many: { acknowledged: 0, asked: 0 } };
  const results: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await writeUntilKilled(dir, log, round);
    const problems = await inspect(dir, log);
    const acknowledged = [...log.items.values()].reduce((sum, item) => sum + item.acknowledged, 0);
    results.push({ acknowledged, problems });
  }
  return results;
}

async function writeUntilKilled(dir: string, log: Log, round: number): Promise<void> {
  const server = await startProcess(dir);
  const connection = await createConnection(`${server.uri}/kill`, {
    maxPoolSize: WRITERS + 1,
    serverSelectionTimeoutMS: 500,
  }).asPromise();
  const items = connection.collection<Doc & { _id: string }>('items');
  if (round === 0) {
    await items.createIndex({ slot: 1, writer: -1 }, { unique: true }, {});
    await items.createIndex({ tags: 1 }, {}, {});
    await insertMany(connection);
  }
  let alive = true;
  let left = 10 + Math.floor(Math.random() * 200);
  let stop = (): void => undefined;
  const enough = new Promise<void>((resolve) => (stop = resolve));
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let i = 0; alive; i += 1) {
      await write(items, log.items, `${round}-${writer}-${i >> 2}`).catch(() => undefined);
      left -= 1;
      if (left === 0) stop();
    }
  });
  writers.push(
    (async () => {
      while (alive) await countUpAll(connection, log.many).catch(() => undefined);
    })(),
  );
  // All writers have writes in progress: the kill comes inside a transaction, between two, or during a sync.
  await enough;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
  await server.kill();
  alive = false;
  await Promise.all(writers);
  await connection.close(true);
}

type Items = ReturnType<ReturnType<typeof createConnection>['collection']>;

/** The first write of an id inserts the document; later writes increment it. All fields change together. */
async function write(items: unknown, log: Map<string, Promised>, id: string): Promise<void> {
  const collection = items as Items;
  const promised = log.get(id) ?? { acknowledged: 0, asked: 0 };
  log.set(id, promised);
  promised.asked += 1;
  if (promised.asked === 1)
    await collection.insertOne({ _id: id, n: 1, twin: 1, slot: id, writer: 1, tags: [id, 'all'] } as never);
  else
    await collection.updateOne(
      { _id: id as never },
      { $inc: { n: 1, twin: 1, writer: 1 }, $push: { tags: `${id}-${promised.asked}` } as never },
    );
  promised.acknowledged += 1;
}

async function inspect(dir: string, log: Log): Promise<string[]> {
  const server = await startProcess(dir);
  const connection = await createConnection(`${server.uri}/kill`).asPromise();
  const problems: string[] = [];
  const found = new Map<string, Doc>();
  for (const doc of await connection.collection('items').find().toArray()) found.set(String(doc._id), doc);
  for (const [id, promised] of log.items) problems.push(...check(id, promised, found.get(id)));
  problems.push(...(await checkMany(connection, log.many)));
  for (const name of ['items', 'many']) problems.push(...(await validate(connection, name)));
  await connection.close();
  await server.kill();
  return problems;
}

async function validate(connection: Connection, name: string): Promise<string[]> {
  const { valid, errors } = (await connection.db?.command({ validate: name })) as {
    valid: boolean;
    errors: string[];
  };
  return valid ? [] : errors;
}

function check(id: string, { acknowledged, asked }: Promised, doc: Doc | undefined): string[] {
  const n = doc === undefined ? 0 : (doc.n as number);
  const problems: string[] = [];
  if (n < acknowledged) problems.push(`${id}: ${acknowledged} writes acknowledged, ${n} there`);
  if (n > asked) problems.push(`${id}: ${asked} writes asked for, ${n} there`);
  const whole =
    doc === undefined || (doc.twin === n && doc.writer === n && (doc.tags as unknown[]).length === n + 1);
  if (!whole) problems.push(`${id}: half of a write`);
  return problems;
}
