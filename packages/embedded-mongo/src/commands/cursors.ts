import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { MongoError } from '../errors.js';
import type { TimeLimit } from '../query/time-limit.js';
import { CursorReply } from '../protocol/reply.js';

interface Cursor {
  readonly namespace: string;
  readonly documents: Iterator<Buffer>;
  readonly time: TimeLimit | undefined;
  /** A document that was read but did not fit into the last batch. */
  held: Buffer | undefined;
  usedAt: number;
}

/** MongoDB's first batch size when the client gives none. */
export const FIRST_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60 * 1000;
const MAX_CURSORS = 10_000;

/** Results that did not fit into one reply. A cursor is dropped after ten minutes without a read. */
export class Cursors {
  readonly #open = new Map<string, Cursor>();

  /** The first batch of a result, and an open cursor if there are more documents. */
  first(
    namespace: string,
    documents: Iterator<Buffer>,
    batchSize?: number,
    single = false,
    time?: TimeLimit,
  ): CursorReply {
    const cursor: Cursor = { namespace, documents, time, held: undefined, usedAt: Date.now() };
    const batch = takeBatch(cursor, batchSize ?? FIRST_BATCH);
    if (single || this.#exhausted(cursor)) return new CursorReply(Long.ZERO, namespace, batch, 'firstBatch');
    time?.pause();
    const id = this.#register(cursor);
    return new CursorReply(id, namespace, batch, 'firstBatch');
  }

  next(id: Long, namespace: string, batchSize?: number): CursorReply {
    const cursor = this.#open.get(id.toString());
    if (cursor === undefined) throw new MongoError(43, `cursor id ${id.toString()} not found`);
    if (cursor.namespace !== namespace) {
      throw new MongoError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    cursor.usedAt = Date.now();
    cursor.time?.resume();
    // A cursor that fails stays closed.
    this.#open.delete(id.toString());
    const batch = takeBatch(cursor, batchSize ?? Number.MAX_SAFE_INTEGER);
    const done = this.#exhausted(cursor);
    cursor.time?.pause();
    if (!done) this.#open.set(id.toString(), cursor);
    return new CursorReply(done ? Long.ZERO : id, namespace, batch, 'nextBatch');
  }

  kill(id: Long): boolean {
    return this.#open.delete(id.toString());
  }

  #exhausted(cursor: Cursor): boolean {
    if (cursor.held !== undefined) return false;
    const next = cursor.documents.next();
    if (next.done === true) return true;
    cursor.held = next.value;
    return false;
  }

  #register(cursor: Cursor): Long {
    this.#expire();
    const bytes = randomBytes(8);
    const id = new Long(bytes.readInt32LE(0) | 1, bytes.readInt32LE(4) & 0x7fffffff);
    this.#open.set(id.toString(), cursor);
    return id;
  }

  #expire(): void {
    const oldest = Date.now() - IDLE_MS;
    for (const [id, cursor] of this.#open) {
      if (cursor.usedAt < oldest || this.#open.size >= MAX_CURSORS) this.#open.delete(id);
    }
  }
}

function takeBatch(cursor: Cursor, size: number): Buffer[] {
  const batch: Buffer[] = [];
  let bytes = 0;
  while (batch.length < size) {
    const next = takeNext(cursor);
    if (next === undefined) break;
    if (batch.length > 0 && bytes + next.length > MAX_BATCH_BYTES) {
      cursor.held = next;
      break;
    }
    batch.push(next);
    bytes += next.length;
  }
  return batch;
}

function takeNext(cursor: Cursor): Buffer | undefined {
  const { held } = cursor;
  cursor.held = undefined;
  if (held !== undefined) return held;
  const next = cursor.documents.next();
  return next.done === true ? undefined : next.value;
}
