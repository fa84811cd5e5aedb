import type { StopSignal } from './context.js';

/**
 * Stops work once. An `AbortController` does more for each listener, by the rules of the DOM; that cost adds up over
 * all requests and fetches.
 */
export class Stop implements StopSignal {
  aborted = false;
  /** Not a Set: nearly all have one listener or none. */
  #listeners: (() => void)[] = [];

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const index = this.#listeners.indexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }

  /** Calls every listener once. Listeners must not throw. */
  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
