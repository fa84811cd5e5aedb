/** A signal that ends a wait. */
export interface Waiting {
  readonly signal: AbortSignal;
  /** Must be called when the wait is over. */
  end(): void;
}

/**
 * A signal that is aborted with another signal or after a time. `AbortSignal.any` with `AbortSignal.timeout` is not used: in
 * Node 20 the garbage collector takes away a time-out that only the combined signal refers to, and it never comes.
 *
 * @param ms in milliseconds
 */
export function abortAfter(ms: number, signal: AbortSignal): Waiting {
  const waiting = new AbortController();
  const abort = () => waiting.abort();
  const timer = setTimeout(abort, ms);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return {
    signal: waiting.signal,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
  };
}
