import { MongoError } from '../errors.js';

/** The `maxTimeMS` of a command: what the server may work on it, the client's pauses between two batches left out. */
export class TimeLimit {
  #left: number;
  #until: number;

  constructor(milliseconds: number) {
    this.#left = milliseconds;
    this.#until = performance.now() + milliseconds;
  }

  /** Throws when the time is over. */
  check(): void {
    if (performance.now() > this.#until) throw new MongoError(50, 'operation exceeded time limit');
  }

  pause(): void {
    this.#left = this.#until - performance.now();
  }

  resume(): void {
    this.#until = performance.now() + this.#left;
  }
}
