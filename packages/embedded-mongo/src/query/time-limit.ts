import { MongoError } from '../errors.js';

/** The `maxTimeMS` of a command: the working time of the server, without the client's pauses between two batches. */
export class TimeLimit {
  #left: number;
  #until: number;

  constructor(milliseconds: number) {
    this.#left = milliseconds;
    this.#until = performance.now() + milliseconds;
  }

  /** Throws when the time limit has passed. */
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
