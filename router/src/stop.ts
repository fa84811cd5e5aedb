import type { StopSignal } from './context.js';

/**
 * Stops work once. An `AbortController` does the same for anyone's listeners, in the order of the DOM's rules; for each
 * request and each of its fetches that adds up.
 */
export class Stop implements StopSignal {
  aborted = false;
  readonly #listeners = new Set<() => void>();

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** Tells every listener once. They must not throw. */
  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}
