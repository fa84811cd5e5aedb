import { MongoError } from '../errors.js';

/** lmdb rejects with an error that holds a promise of the real one. */
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
 * LMDB's own EIO, without the place that it adds to one of the system's: less was written than it asked for, which a
 * file system does only where its room ends.
 */
const isShortWrite = (cause: unknown): boolean =>
  cause instanceof Error && cause.message === 'Input/output error' && 'code' in cause && cause.code === 5;

/** The error for a client whose write could not be committed. */
export function storageError(cause: unknown): MongoError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (isShortWrite(cause)) return new MongoError(14031, 'the write could not be stored: no space left');
  return new MongoError(FULL.test(message) ? 14031 : 1, `the write could not be stored: ${message}`);
}
