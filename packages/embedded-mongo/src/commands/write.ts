import type { Doc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { errorFields } from '../protocol/reply.js';
import { assertNoTransaction, flag, isDurable } from './arguments.js';
import type { Call } from './context.js';
import { MAX_WRITES } from './handshake.js';

/** How many items of a bulk write share a transaction: others get their turn between two of these. */
const SLICE = 500;

export interface WriteError extends Doc {
  index: number;
}

/**
 * The items of a bulk write, each by itself in a transaction, also when there is only one: its error is part of
 * the reply and does not roll back the job. An error ends an ordered write and is listed by its position either way.
 */
export async function writeItems<Item>(
  call: Call,
  items: readonly Item[],
  write: (item: Item, index: number) => void,
): Promise<WriteError[]> {
  assertNoTransaction(call.body);
  if (items.length === 0 || items.length > MAX_WRITES) {
    throw new MongoError(
      16,
      `Write batch sizes must be between 1 and ${MAX_WRITES}. Got ${items.length} operations.`,
    );
  }
  const ordered = flag(call.body, 'ordered', true);
  const durable = isDurable(call.body);
  const errors: WriteError[] = [];
  for (let start = 0; start < items.length; start += SLICE) {
    const slice = items.slice(start, start + SLICE);
    const last = start + SLICE >= items.length;
    await call.database.writer.write(
      () => {
        writeSlice(call, slice, start, ordered, errors, write);
      },
      durable && (last || (ordered && errors.length > 0)),
    );
    if (ordered && errors.length > 0) break;
  }
  return errors;
}

function writeSlice<Item>(
  call: Call,
  items: readonly Item[],
  start: number,
  ordered: boolean,
  errors: WriteError[],
  write: (item: Item, index: number) => void,
): void {
  const { writer } = call.database;
  for (const [at, item] of items.entries()) {
    try {
      writer.nested(() => write(item, start + at));
    } catch (error) {
      errors.push({ index: start + at, ...errorFields(error) });
      if (ordered) return;
    }
  }
}

export const withErrors = (errors: readonly WriteError[]): Doc =>
  errors.length === 0 ? {} : { writeErrors: errors };
