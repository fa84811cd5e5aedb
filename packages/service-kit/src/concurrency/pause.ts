import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after `ms` milliseconds, or when the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** @returns the delay after so many failures in a row, doubling from `first` up to `most` */
export function backoff(
  { first, most }: { readonly first: number; readonly most: number },
  failures: number,
): number {
  return Math.min(most, first * 2 ** Math.min(failures - 1, 10));
}
