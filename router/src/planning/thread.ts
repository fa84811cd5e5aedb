import { once } from 'node:events';
import { extname } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { refuse } from '../errors/refuse.js';
import type { PlannedOperation } from '../execution/planner.js';
import { unpackError, unpackPlan, type PlanAnswer, type ReadyAnswer } from './messages.js';
import type { PlanRequest, SupergraphDescription } from './planner.js';

/** The data that a thread is started with. */
export interface ThreadData {
  readonly supergraphSdl: string;
}

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
  readonly resolve: (answer: PlanAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** A worker thread that plans the operations of one supergraph, one at a time. */
export class PlannerThread {
  readonly description: SupergraphDescription;
  /** Resolves with the cause when the thread has ended. */
  readonly ended: Promise<unknown>;
  readonly #worker: Worker;
  readonly #maxPlanMs: number;
  #pending: Pending | undefined;
  #isSlow = false;
  #end: Error | undefined;

  private constructor(
    worker: Worker,
    ended: Promise<unknown>,
    description: SupergraphDescription,
    maxPlanMs: number,
  ) {
    this.description = description;
    this.ended = ended;
    this.#worker = worker;
    this.#maxPlanMs = maxPlanMs;
    worker.on('message', (answer: PlanAnswer) => this.#pending?.resolve(answer));
    void ended.then((cause) => {
      this.#end = this.#explain(cause);
      this.#pending?.reject(this.#end);
    });
  }

  /** @throws StartError when the supergraph cannot be loaded */
  static async start(supergraphSdl: string, options: ThreadOptions = {}): Promise<PlannerThread> {
    const { maxPlanMs = DEFAULT_PLAN_MS, maxHeapMib = DEFAULT_HEAP_MIB, execArgv } = options;
    const worker = new Worker(ENTRY, {
      name: 'planner',
      workerData: { supergraphSdl } satisfies ThreadData,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMib, maxYoungGenerationSizeMb: YOUNG_MIB },
      ...(execArgv && { execArgv }),
    });
    const ended = once(worker, 'exit').then(
      ([code]: unknown[]) => code,
      (error: unknown) => error,
    );
    const ready = await new Promise<ReadyAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      void ended.then((cause) => reject(lost(cause)));
    });
    if ('description' in ready) return new PlannerThread(worker, ended, ready.description, maxPlanMs);
    await worker.terminate();
    throw unpackError(ready.failed);
  }

  /**
   * The thread must not be at work.
   *
   * @param observe called with the memory in use in the thread, in bytes
   * @throws Refusal when planning the operation ends the thread
   */
  async plan(request: PlanRequest, observe: (heapBytes: number) => void): Promise<PlannedOperation> {
    if (this.#end !== undefined) throw this.#end;
    const slow = setTimeout(() => {
      this.#isSlow = true;
      void this.#worker.terminate();
    }, this.#maxPlanMs);
    try {
      const answer = await new Promise<PlanAnswer>((resolve, reject) => {
        this.#pending = { resolve, reject };
        this.#worker.postMessage(request);
      });
      observe(answer.heapBytes);
      if ('failed' in answer) throw unpackError(answer.failed);
      return unpackPlan(answer.planned, request);
    } finally {
      this.#pending = undefined;
      clearTimeout(slow);
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
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
