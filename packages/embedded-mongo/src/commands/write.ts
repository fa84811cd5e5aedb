import type { Doc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { errorFields } from '../protocol/reply.js';
import { flag, isDurable } from './arguments.js';
import type { Call } from './context.js';
import { MAX_WRITES } from './handshake.js';

/** How many items of a bulk write share a transaction: others get their turn between two of these. */
const SLICE = 500;

export interface WriteError extends Doc {
  index: number;
}

/** Rolls back a job whose only item failed. */
class OnlyItemFailed extends Error {}

/**
 * The items of a write, each by itself in a transaction: that of the job when there is only one, which spares a
 * level of nesting. An error ends an ordered write and is listed by its position either way.
 */
export async function writeItems<Item>(
  call: Call,
  items: readonly Item[],
  write: (item: Item, index: number) => void,
): Promise<WriteError[]> {
  if (items.length === 0 || items.length > MAX_WRITES) {
    throw new MongoError(
      16,
      `Write batch sizes must be between 1 and ${MAX_WRITES}. Got ${items.length} operations.`,
    );
  }
  const ordered = flag(call.body, 'ordered', true);
  const durable = isDurable(call.body);
  const errors: WriteError[] = [];
  const { writer } = call.database;
  const only = items.length === 1;
  for (let start = 0; start < items.length; start += SLICE) {
    const slice = items.slice(start, start + SLICE);
    const last = start + SLICE >= items.length;
    const job = (): void => {
      writeSlice(slice, start, ordered, errors, (item, index) => {
        if (only) write(item, index);
        else writer.nested(() => write(item, index));
      });
      if (only && errors.length > 0) throw new OnlyItemFailed();
    };
    await writer.write(job, durable && last).catch((error: unknown) => {
      if (!(error instanceof OnlyItemFailed)) throw error;
    });
    if (!ordered || errors.length === 0) continue;
    // What was written before the error is acknowledged too.
    if (durable && !last) await writer.write(() => undefined, true);
    break;
  }
  return errors;
}

function writeSlice<Item>(
  items: readonly Item[],
  start: number,
  ordered: boolean,
  errors: WriteError[],
  write: (item: Item, index: number) => void,
): void {
  for (const [at, item] of items.entries()) {
    try {
      write(item, start + at);
    } catch (error) {
      errors.push({ index: start + at, ...errorFields(error) });
      if (ordered) return;
    }
  }
}

export const withErrors = (errors: readonly WriteError[]): Doc =>
  errors.length === 0 ? {} : { writeErrors: errors };
