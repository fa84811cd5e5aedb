import type { Doc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { errorFields } from '../protocol/reply.js';
import type { Writer } from '../storage/writer.js';
import { flag, isDurable } from './arguments.js';
import type { Call } from './context.js';
import { MAX_WRITES } from './handshake.js';

/** How many documents, or items of a bulk, share a transaction. Other writes run between two transactions. */
const SLICE = 500;

export interface WriteError extends Doc {
  index: number;
}

/**
 * Writes an item of a bulk; when it throws, its changes are rolled back. For an item with many documents it returns the
 * steps to run: a step may throw only before it writes, and the steps before it stay.
 */
export type ItemWriter<Item> = (item: Item, index: number) => Iterator<unknown> | undefined;

/** Thrown to roll back a job whose only item failed. */
class OnlyItemFailed extends Error {}

/** Writes items in slices. An ordered write ends at its first error. Errors are listed by position in either case. */
export async function writeItems<Item>(
  call: Call,
  items: readonly Item[],
  write: ItemWriter<Item>,
): Promise<WriteError[]> {
  if (items.length === 0 || items.length > MAX_WRITES) {
    throw new MongoError(
      16,
      `Write batch sizes must be between 1 and ${MAX_WRITES}. Got ${items.length} operations.`,
    );
  }
  const durable = isDurable(call.body);
  const { writer } = call.database;
  const bulk = new Bulk(writer, items, write, flag(call.body, 'ordered', true));
  while (!bulk.done) {
    // The writes are acknowledged when all are done, or when an item failed.
    await writer
      .write(
        () => bulk.runSlice(),
        () => durable && bulk.done,
        !durable && !bulk.isBegun,
      )
      .catch((error: unknown) => {
        if (!(error instanceof OnlyItemFailed)) throw error;
      });
  }
  return bulk.errors;
}

class Bulk<Item> {
  readonly errors: WriteError[] = [];
  readonly #writer: Writer;
  readonly #items: readonly Item[];
  readonly #write: ItemWriter<Item>;
  readonly #ordered: boolean;
  #at = 0;
  /** The remaining steps of the current item. */
  #steps: Iterator<unknown> | undefined;

  constructor(writer: Writer, items: readonly Item[], write: ItemWriter<Item>, ordered: boolean) {
    this.#writer = writer;
    this.#items = items;
    this.#write = write;
    this.#ordered = ordered;
  }

  get isBegun(): boolean {
    return this.#at > 0 || this.#steps !== undefined;
  }

  get done(): boolean {
    return this.#at >= this.#items.length;
  }

  runSlice(): void {
    for (let n = 0; n < SLICE && !this.done; n += 1) {
      const begins = this.#steps === undefined;
      try {
        if (begins) this.#begin();
        else if (this.#steps?.next().done === true) this.#steps = undefined;
      } catch (error) {
        this.#fail(error);
        if (begins && this.#items.length === 1) throw new OnlyItemFailed();
        continue;
      }
      if (this.#steps === undefined) this.#at += 1;
    }
  }

  /**
   * Runs the item in a transaction of its own. A single item uses that of the job, which saves a nested transaction.
   */
  #begin(): void {
    const item = this.#items[this.#at] as Item;
    const write = () => this.#write(item, this.#at);
    this.#steps = this.#items.length === 1 ? write() : this.#writer.nested(write);
  }

  #fail(error: unknown): void {
    this.errors.push({ index: this.#at, ...errorFields(error) });
    this.#steps = undefined;
    this.#at = this.#ordered ? this.#items.length : this.#at + 1;
  }
}

export const withErrors = (errors: readonly WriteError[]): Doc =>
  errors.length === 0 ? {} : { writeErrors: errors };
