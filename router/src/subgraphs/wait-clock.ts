/** Measures the time in which an operation waits for at least one subgraph. */
export class WaitClock {
  #waiting = 0;
  #since = 0;
  #waitedMs = 0;

  begin(): void {
    if (this.#waiting === 0) this.#since = performance.now();
    this.#waiting += 1;
  }

  end(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#waitedMs += performance.now() - this.#since;
  }

  /** The time waited so far, in milliseconds. */
  get waitedMs(): number {
    return this.#waiting === 0 ? this.#waitedMs : this.#waitedMs + performance.now() - this.#since;
  }
}
