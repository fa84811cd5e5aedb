import { MongoError } from '../errors.js';
import { KeyWriter } from './key-writer.js';

/** LMDB's limit with 8 KiB pages, less the prefix of an index. */
export const MAX_KEY_BYTES = 3900;

const scratch = new KeyWriter();

/** The key of a single value, as for `_id`. */
export const encodeKey = (value: unknown): Buffer => scratch.reset().value(value).take();

/** The smallest byte string greater than every byte string that starts with `prefix`. */
export function successor(prefix: Uint8Array): Buffer {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end -= 1;
  const next = Buffer.from(prefix.subarray(0, end));
  if (end > 0) next[end - 1] = (next[end - 1] ?? 0) + 1;
  return next;
}

export function assertKeyFits(length: number, what: string): void {
  if (length <= MAX_KEY_BYTES) return;
  throw new MongoError(
    17280,
    `${what}: the key is ${length} bytes long, at most ${MAX_KEY_BYTES} can be indexed`,
  );
}
