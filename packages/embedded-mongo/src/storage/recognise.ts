import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** LMDB keeps the page size of an existing file, and a smaller one would mean shorter keys. */
export const PAGE_SIZE = 8192;

const MAGIC = { at: 24, value: 0xbeef_c0de };
const SIZE_OF_PAGE = { at: 48, value: PAGE_SIZE };

/** LMDB does not validate a file: a foreign one ends the process without a message. An empty file is accepted. */
export function assertRecognised(dir: string): void {
  const path = join(dir, 'data.mdb');
  if (!existsSync(path)) return;
  const start = startOf(path, SIZE_OF_PAGE.at + 4);
  if (start.length === 0) return;
  const known = [MAGIC, SIZE_OF_PAGE].every(
    ({ at, value }) => start.length >= at + 4 && start.readUInt32LE(at) === value,
  );
  if (!known) throw new Error(`${path} is not a file of embedded-mongo`);
}

function startOf(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
  } finally {
    closeSync(file);
  }
}
