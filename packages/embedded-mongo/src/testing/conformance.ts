import { randomUUID } from 'node:crypto';
import { type Connection, createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doc } from '../bson/document.js';
import { type EmbeddedMongo, startEmbeddedMongo } from '../server.js';
import { realMongoUri } from './config.js';
import { removeDirectory, makeDirectory } from './directory.js';

/** One row of a conformance table: documents, a command on their collection `c`, and the expected outcome. */
export interface Case {
  readonly name: string;
  readonly documents?: readonly Doc[];
  /** Commands to run first, which must succeed. */
  readonly given?: readonly Doc[];
  readonly command: Doc;
  /** Expected fields of the reply. */
  readonly reply?: Doc;
  /** The expected `_id`s of the first batch, in order. */
  readonly ids?: readonly unknown[];
  /** The expected documents of the first batch. */
  readonly batch?: readonly Doc[];
  /** The expected documents of the collection afterwards, by `_id`. */
  readonly after?: readonly Doc[];
  /** The expected error code. */
  readonly error?: number;
  /** The expected code of the first write error. */
  readonly writeError?: number;
  /** Decode numbers as instances of BSON's classes, to compare their types. */
  readonly typed?: boolean;
  /** The embedded database refuses the command, but MongoDB accepts it. */
  readonly embeddedOnly?: boolean;
}

let connection: Connection | undefined;

function db(typed = false) {
  if (connection === undefined) throw new Error('not connected');
  return {
    command: (command: Doc) =>
      connection?.db?.command(command, { promoteValues: !typed, promoteLongs: !typed }) as Promise<Doc>,
  };
}

/** Starts the server for the tables of a test file. */
export function serveTables(): void {
  let server: EmbeddedMongo | undefined;
  let dir = '';
  beforeAll(async () => {
    if (realMongoUri === undefined) {
      dir = makeDirectory();
      server = await startEmbeddedMongo({ dir, sync: false });
    }
    const uri = new URL(realMongoUri ?? server?.uri ?? '');
    uri.pathname = `/conformance-${randomUUID().slice(0, 8)}`;
    connection = await createConnection(uri.href).asPromise();
  });
  afterAll(async () => {
    await connection?.dropDatabase();
    await connection?.close();
    await server?.stop();
    if (dir !== '') removeDirectory(dir);
  });
}

export function table(name: string, cases: readonly Case[]): void {
  describe(name, () => {
    for (const item of cases)
      it.skipIf(item.embeddedOnly === true && realMongoUri !== undefined)(item.name, () => run(item));
  });
}

async function run(item: Case): Promise<void> {
  const { command } = db(item.typed);
  await command({ drop: 'c' }).catch(() => undefined);
  if (item.documents?.length) await command({ insert: 'c', documents: item.documents });
  for (const given of item.given ?? []) expect(await command(given)).not.toHaveProperty('writeErrors');
  const outcome = await command(item.command).catch((error: unknown) => ({ error }));
  if (item.error !== undefined) {
    expect(outcome).toMatchObject({ error: { code: item.error } });
  } else {
    expect((outcome as { error?: unknown }).error).toBeUndefined();
    checkReply(item, outcome);
  }
  if (item.after !== undefined) {
    const found = await command({ find: 'c', sort: { _id: 1 } });
    expect(batchOf(found)).toEqual(item.after);
  }
}

const batchOf = (reply: Doc): Doc[] => (reply.cursor as { firstBatch: Doc[] }).firstBatch;

function checkReply(item: Case, reply: Doc): void {
  if (item.writeError !== undefined)
    expect(reply).toMatchObject({ writeErrors: [{ code: item.writeError }] });
  else expect(reply).not.toHaveProperty('writeErrors');
  if (item.reply !== undefined) expect(reply).toMatchObject(item.reply);
  if (item.ids !== undefined) expect(batchOf(reply).map((doc) => doc._id)).toEqual(item.ids);
  if (item.batch !== undefined) expect(batchOf(reply)).toEqual(item.batch);
}
