import { MongoError } from '../errors.js';

/** The cause of an lmdb rejection, whose error holds a promise of the cause. */
export async function causeOf(error: unknown): Promise<unknown> {
  const commitError = (error as { commitError?: Promise<unknown> } | null)?.commitError;
  if (!(commitError instanceof Promise)) return error;
  return commitError.then(
    () => error,
    (cause: unknown) => cause,
  );
}

const FULL = /no space|ENOSPC|file too large|MAP_FULL|EFBIG|quota/i;

/**
 * True for LMDB's own EIO, which has no location added, unlike one of the operating system. It means that fewer bytes
 * were written than requested, and a file system does that only when it is full.
 */
const isShortWrite = (cause: unknown): boolean =>
  cause instanceof Error && cause.message === 'Input/output error' && 'code' in cause && cause.code === 5;

/** The error for a client whose write could not be committed. */
export function storageError(cause: unknown): MongoError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (isShortWrite(cause)) return new MongoError(14031, 'the write could not be stored: no space left');
  return new MongoError(FULL.test(message) ? 14031 : 1, `the write could not be stored: ${message}`);
}
