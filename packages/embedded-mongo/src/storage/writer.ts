import type { Environment } from './lmdb.js';
import { synced } from './lmdb.js';
import { MongoError } from '../errors.js';

interface Job {
  readonly run: () => unknown;
  readonly durable: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  result?: unknown;
  failure?: { readonly error: unknown };
}

/**
 * All writes of the server, one at a time and committed in groups: whatever was asked for while the last
 * transaction was on its way shares the next one, and its sync. A job runs in a transaction of its own
 * inside the group's, so that one that throws leaves nothing behind.
 */
export class Writer {
  readonly #environment: Environment;
  readonly #onLost: () => void;
  #queue: Job[] = [];
  #scheduled = false;
  #pending: Promise<void> = Promise.resolve();

  /** `onLost` is called when a transaction could not be committed: what memory knows of it is wrong. */
  constructor(environment: Environment, onLost: () => void) {
    this.#environment = environment;
    this.#onLost = onLost;
  }

  /** Runs `job` in a write transaction. Resolves when it is committed and, if `durable`, on disk. */
  write<T>(job: () => T, durable: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: job, durable, resolve: resolve as (value: unknown) => void, reject });
      if (!this.#scheduled) this.#schedule();
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== this.#pending) {
      seen = this.#pending;
      await seen;
    }
  }

  #schedule(): void {
    this.#scheduled = true;
    const group: Job[] = [];
    const committed = this.#environment.root.transaction(() => {
      this.#scheduled = false;
      group.push(...this.#queue);
      this.#queue = [];
      this.#environment.writes += 1;
      for (const job of group) this.#run(job);
    });
    const done = committed.then(
      () => this.#finish(group),
      (error: unknown) => this.#fail(group, error),
    );
    this.#pending = Promise.all([this.#pending, done]).then(() => undefined);
  }

  #run(job: Job): void {
    try {
      this.#environment.root.transactionSync(() => {
        job.result = job.run();
      });
    } catch (error) {
      job.failure = { error };
    }
  }

  async #finish(group: readonly Job[]): Promise<void> {
    for (const job of group) if (!job.durable || job.failure) settle(job);
    const waiting = group.filter((job) => job.durable && !job.failure);
    if (waiting.length === 0) return;
    try {
      await synced(this.#environment.root);
      waiting.forEach(settle);
    } catch (error) {
      for (const job of waiting) job.reject(storageError(error));
    }
  }

  #fail(group: Job[], error: unknown): void {
    // A commit that fails before its callback ran leaves its jobs in the queue.
    if (this.#scheduled) {
      this.#scheduled = false;
      group.push(...this.#queue);
      this.#queue = [];
    }
    this.#onLost();
    void reason(error).then((cause) => {
      for (const job of group) job.reject(storageError(cause));
    });
  }
}

function settle(job: Job): void {
  if (job.failure) job.reject(job.failure.error);
  else job.resolve(job.result);
}

/** lmdb rejects with an error that holds a promise of the real one. */
async function reason(error: unknown): Promise<unknown> {
  const commitError = (error as { commitError?: Promise<unknown> } | null)?.commitError;
  if (!(commitError instanceof Promise)) return error;
  return commitError.then(
    () => error,
    (cause: unknown) => cause,
  );
}

function storageError(cause: unknown): MongoError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const full = /no space|ENOSPC|file too large|MAP_FULL|EFBIG|quota/i.test(message);
  return new MongoError(full ? 14031 : 1, `the write could not be stored: ${message}`);
}
