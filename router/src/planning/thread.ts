import { once } from 'node:events';
import { extname } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { refuse } from '../errors/refuse.js';
import type { PlannedOperation } from '../execution/planner.js';
import { unpackError, unpackPlan, type ThreadAnswer, type ThreadRequest } from './messages.js';
import type { PlanRequest, SupergraphDescription } from './planner.js';

export interface ThreadOptions {
  /** How long the planning of one operation may take, in milliseconds. Default 10 s. */
  readonly maxPlanMs?: number;
  /** Default: half of the process's own limit, in MiB. */
  readonly maxHeapMib?: number;
  /** Node's options for the thread. Default: those of the process. */
  readonly execArgv?: string[];
}

const MIB = 1024 * 1024;
const DEFAULT_PLAN_MS = 10_000;
const DEFAULT_HEAP_MIB = Math.floor(getHeapStatistics().heap_size_limit / MIB / 2);

/** The garbage of one plan. The process's own flag is for concurrent answers. In MiB. */
const YOUNG_MIB = 16;

/** JavaScript as built, and TypeScript where this file is. */
const ENTRY = new URL(`./thread-main${extname(import.meta.url)}`, import.meta.url);

const TOO_COMPLEX = 'OPERATION_TOO_COMPLEX';

/** The request that a thread is at work on. */
interface Pending {
  readonly resolve: (answer: ThreadAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** A supergraph in a thread. */
export interface ThreadGraph {
  readonly number: number;
  readonly description: SupergraphDescription;
}

/** A worker thread that plans the operations of supergraphs, one at a time. */
export class PlannerThread {
  /** Resolves with the cause when the thread has ended. */
  readonly ended: Promise<unknown>;
  readonly #worker: Worker;
  readonly #maxPlanMs: number;
  #graphs = 0;
  #pending: Pending | undefined;
  /** Resolves when the thread is done with the latest request. */
  #idle: Promise<unknown> = Promise.resolve();
  #isSlow = false;
  #end: Error | undefined;

  constructor(options: ThreadOptions = {}) {
    const { maxPlanMs = DEFAULT_PLAN_MS, maxHeapMib = DEFAULT_HEAP_MIB, execArgv } = options;
    this.#maxPlanMs = maxPlanMs;
    this.#worker = new Worker(ENTRY, {
      name: 'planner',
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMib, maxYoungGenerationSizeMb: YOUNG_MIB },
      ...(execArgv && { execArgv }),
    });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#pending?.resolve(answer));
    this.ended = once(this.#worker, 'exit').then(
      ([code]: unknown[]) => code,
      (error: unknown) => error,
    );
    void this.ended.then((cause) => {
      this.#end = this.#explain(cause);
      this.#pending?.reject(this.#end);
    });
  }

  /**
   * @returns undefined when an operation ended the thread before: another thread can load the supergraph
   * @throws StartError when the supergraph cannot be loaded
   */
  async load(supergraphSdl: string): Promise<ThreadGraph | undefined> {
    const number = (this.#graphs += 1);
    const answer = await this.#inTurn(() => this.#loadNow({ kind: 'load', graph: number, supergraphSdl }));
    if (answer === undefined) return undefined;
    if ('description' in answer) return { number, description: answer.description };
    throw unexpected(answer);
  }

  /**
   * @param observe called with the memory in use in the thread, in bytes
   * @throws Refusal when planning the operation ends the thread
   */
  async plan(
    { number }: ThreadGraph,
    request: PlanRequest,
    observe: (heapBytes: number) => void,
  ): Promise<PlannedOperation> {
    const answer = await this.#inTurn(() => this.#planInTime({ kind: 'plan', graph: number, request }));
    observe(answer.heapBytes);
    if ('planned' in answer) return unpackPlan(answer.planned, request);
    throw unexpected(answer);
  }

  /** Frees the memory of a supergraph. */
  async unload({ number }: ThreadGraph): Promise<void> {
    await this.#inTurn(() => this.#ask({ kind: 'unload', graph: number }));
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#idle.then(work);
    this.#idle = done.catch(() => undefined);
    return done;
  }

  async #loadNow(request: ThreadRequest): Promise<ThreadAnswer | undefined> {
    if (this.#end !== undefined) return undefined;
    return this.#ask(request).catch((error: unknown) => {
      // The time limit of the plan before may pass while the plan is on its way here.
      if (this.#isSlow) return undefined;
      throw lost(error);
    });
  }

  async #planInTime(request: ThreadRequest): Promise<ThreadAnswer> {
    const slow = setTimeout(() => {
      this.#isSlow = true;
      void this.#worker.terminate();
    }, this.#maxPlanMs);
    try {
      return await this.#ask(request);
    } finally {
      clearTimeout(slow);
    }
  }

  async #ask(request: ThreadRequest): Promise<ThreadAnswer> {
    if (this.#end !== undefined) throw this.#end;
    try {
      return await new Promise<ThreadAnswer>((resolve, reject) => {
        this.#pending = { resolve, reject };
        this.#worker.postMessage(request);
      });
    } finally {
      this.#pending = undefined;
    }
  }

  #explain(cause: unknown): Error {
    if (this.#isSlow) return refuse(400, TOO_COMPLEX, 'The operation takes too long to plan: select less.');
    if (isOutOfMemory(cause))
      return refuse(400, TOO_COMPLEX, 'The operation takes too much memory to plan: select less.');
    return lost(cause);
  }
}

function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function lost(cause: unknown): Error {
  return new Error('The thread that plans operations ended.', { cause });
}

function unexpected(answer: ThreadAnswer): unknown {
  return 'failed' in answer ? unpackError(answer.failed) : new Error('The thread answered another request.');
}
