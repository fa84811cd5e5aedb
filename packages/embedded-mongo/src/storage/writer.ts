import type { Environment } from './lmdb.js';
import { reopen, synced } from './lmdb.js';
import { causeOf, storageError } from './failure.js';

interface Job {
  readonly run: () => unknown;
  /** Called after `run`. */
  readonly durable: () => boolean;
  readonly mayWait: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  result?: unknown;
  failure?: { readonly error: unknown };
}

/** The part of the state that is kept in memory. */
export interface Memory {
  /** Runs `run`. When it throws, the state in memory is restored. */
  guard<T>(run: () => T): T;
  /** Called when the changes are committed. */
  keep(): void;
  /** Called when the changes could not be committed. */
  revert(): void;
}

/** How long a write that need not be on disk waits for one whose transaction it shares, in milliseconds. */
const WAIT_MS = 20;

/**
 * Runs all writes of the server one at a time and commits them in groups. Every write that arrives during a transaction
 * shares the next one, and its sync. LMDB syncs every transaction, and no other begins meanwhile. So a write that need not
 * be on disk waits a moment for one that must be, and shares its transaction. Each job runs in a nested transaction of the
 * group, so that a job that throws changes nothing, on disk or in memory.
 */
export class Writer {
  readonly #environment: Environment;
  readonly #memory: Memory;
  #queue: Job[] = [];
  #scheduled = false;
  #timer: NodeJS.Timeout | undefined;
  #pending: Promise<void> = Promise.resolve();

  constructor(environment: Environment, memory: Memory) {
    this.#environment = environment;
    this.#memory = memory;
  }

  /**
   * Runs `job` in a write transaction. Resolves when it is committed and, if `durable`, on disk. A function as
   * `durable` is called after the job.
   *
   * @param mayWait whether the job may wait for others to share their transaction
   */
  write<T>(job: () => T, durable: boolean | (() => boolean), mayWait = false): Promise<T> {
    const isDurable = typeof durable === 'boolean' ? () => durable : durable;
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({
        run: job,
        durable: isDurable,
        mayWait,
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      this.#plan(mayWait);
    });
  }

  /** Runs a part of a job that may fail by itself: when it throws, its writes are rolled back. */
  nested<T>(part: () => T): T {
    return this.#memory.guard(() => this.#environment.root.transactionSync(part));
  }

  /** Resolves when no write is pending. */
  async idle(): Promise<void> {
    if (this.#timer !== undefined) this.#schedule();
    let seen: Promise<void> | undefined;
    while (seen !== this.#pending) {
      seen = this.#pending;
      await seen;
    }
  }

  /**
   * The next transaction starts only after this one is committed, though not necessarily on disk: after a failure, the
   * state in memory must be restored before the next job.
   */
  #schedule(): void {
    this.#scheduled = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
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
      this.#environment.writing = true;
      for (const job of group) this.#run(job);
      this.#environment.writing = false;
      this.#environment.committing = true;
    });
  }

  #continue(): void {
    this.#scheduled = false;
    if (this.#queue.length > 0) this.#plan(this.#queue.every((job) => job.mayWait));
  }

  /** @param mayWait whether all that was queued since may wait */
  #plan(mayWait: boolean): void {
    if (this.#scheduled) return;
    if (mayWait && this.#environment.sync) this.#timer ??= setTimeout(() => this.#schedule(), WAIT_MS);
    else this.#schedule();
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
    // The transaction may have failed before any job ran. Its waiting jobs must be rejected too.
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
