import type { Environment } from './lmdb.js';
import { reopen, synced } from './lmdb.js';
import { causeOf, storageError } from './failure.js';

interface Job {
  readonly run: () => unknown;
  /** Asked when it has run. */
  readonly durable: () => boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  result?: unknown;
  failure?: { readonly error: unknown };
}

/** The part of the stored state that is kept in memory. */
export interface Memory {
  /** Runs `run`; when it throws, memory is what it was before. */
  guard<T>(run: () => T): T;
  /** Called when the changes are committed. */
  keep(): void;
  /** Called when the changes could not be committed. */
  revert(): void;
}

/**
 * All writes of the server, one at a time and committed in groups: every write that arrived while the last
 * transaction was on its way shares the next one, and its sync. A job runs in a transaction of its own
 * inside the group's, so that one that throws leaves nothing behind, on disk or in memory.
 */
export class Writer {
  readonly #environment: Environment;
  readonly #memory: Memory;
  #queue: Job[] = [];
  #scheduled = false;
  #pending: Promise<void> = Promise.resolve();

  constructor(environment: Environment, memory: Memory) {
    this.#environment = environment;
    this.#memory = memory;
  }

  /**
   * Runs `job` in a write transaction. Resolves when it is committed and, if `durable`, on disk; a job may leave that
   * open until it has run.
   */
  write<T>(job: () => T, durable: boolean | (() => boolean)): Promise<T> {
    const isDurable = typeof durable === 'boolean' ? () => durable : durable;
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({
        run: job,
        durable: isDurable,
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      if (!this.#scheduled) this.#schedule();
    });
  }

  /** For a part of a job that may fail by itself: what it wrote before it threw is rolled back. */
  nested<T>(part: () => T): T {
    return this.#memory.guard(() => this.#environment.root.transactionSync(part));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    let seen: Promise<void> | undefined;
    while (seen !== this.#pending) {
      seen = this.#pending;
      await seen;
    }
  }

  /**
   * The next transaction starts when this one is committed, on disk or not: had it failed, memory would
   * have to be put right before anybody builds on it.
   */
  #schedule(): void {
    this.#scheduled = true;
    const group: Job[] = [];
    const committed = this.#commit(group);
    const done = committed.then(
      () => {
        this.#environment.committing = false;
        this.#memory.keep();
        this.#continue();
        return this.#finish(group);
      },
      (error: unknown) => this.#fail(group, error),
    );
    this.#pending = Promise.all([this.#pending, done]).then(() => undefined);
  }

  async #commit(group: Job[]): Promise<void> {
    await this.#environment.root.transaction(() => {
      group.push(...this.#queue);
      this.#queue = [];
      this.#environment.writes += 1;
      for (const job of group) this.#run(job);
      this.#environment.committing = true;
    });
  }

  #continue(): void {
    this.#scheduled = false;
    if (this.#queue.length > 0) this.#schedule();
  }

  #run(job: Job): void {
    try {
      job.result = this.nested(job.run);
    } catch (error) {
      job.failure = { error };
    }
  }

  async #finish(group: readonly Job[]): Promise<void> {
    const waiting = group.filter((job) => !job.failure && job.durable());
    for (const job of group) if (!waiting.includes(job)) settle(job);
    if (waiting.length === 0) return;
    try {
      await synced(this.#environment);
      waiting.forEach(settle);
    } catch (error) {
      for (const job of waiting) job.reject(storageError(error));
    }
  }

  async #fail(group: Job[], error: unknown): Promise<void> {
    // It may have failed before it ran anything; those who wait must not wait for ever.
    if (group.length === 0) group.push(...this.#queue.splice(0));
    const cause = await causeOf(error);
    const failure = await this.#recover().then(
      () => cause,
      (reason: unknown) => reason,
    );
    for (const job of group) job.reject(storageError(failure));
    this.#continue();
  }

  async #recover(): Promise<void> {
    await reopen(this.#environment);
    this.#environment.committing = false;
    this.#memory.revert();
  }
}

function settle(job: Job): void {
  if (job.failure) job.reject(job.failure.error);
  else job.resolve(job.result);
}
