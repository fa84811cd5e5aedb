import { randomUUID } from 'node:crypto';
import { type Connection, createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doc } from '../bson/document.js';
import { type EmbeddedMongo, startEmbeddedMongo } from '../server.js';
import { realMongoUri } from './config.js';
import { removeDirectory, makeDirectory } from './directory.js';

/** One line of a table: documents, a command on their collection `c`, and what has to come back. */
export interface Case {
  readonly name: string;
  readonly documents?: readonly Doc[];
  /** Commands that have to succeed first. */
  readonly given?: readonly Doc[];
  readonly command: Doc;
  /** Fields of the reply. */
  readonly reply?: Doc;
  /** The `_id`s of the first batch, in order. */
  readonly ids?: readonly unknown[];
  /** The first batch, whole. */
  readonly batch?: readonly Doc[];
  /** The documents of the collection afterwards, by `_id`. */
  readonly after?: readonly Doc[];
  /** The code of the error. */
  readonly error?: number;
  /** The code of the first write error. */
  readonly writeError?: number;
  /** Numbers come back as instances of BSON's classes, to tell their types. */
  readonly typed?: boolean;
  /** Refused here, and not by MongoDB. */
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

/** Starts what the tables of this file run against. */
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
