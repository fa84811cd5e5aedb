import { createConcurrencyGate, networkOf, type Logger } from '@supergraph/service-kit/service';
import type { StopSignal } from '../context.js';
import { refuse } from '../errors/refuse.js';
import type { PlannedOperation } from '../execution/planner.js';
import { StoppedWaiting } from '../sharing/flights.js';
import type { OpenPlanner, PlanClient, Planner, PlanRequest, SupergraphDescription } from './planner.js';
import { PlannerThread, type ThreadGraph, type ThreadOptions } from './thread.js';

/** Told of the work of planner threads, for metrics. */
export interface PlanningObserver {
  /** One operation more, or one less, waits for its turn. */
  waiting(change: 1 | -1): void;
  /** An operation's turn came, or it was refused because too many wait. */
  waited(outcome: 'planned' | 'refused', seconds: number): void;
  planned(outcome: 'planned' | 'failed', seconds: number): void;
  /** The memory in use in a thread. */
  heap(bytes: number): void;
  /** A thread ended by itself. */
  ended(): void;
}

export interface ThreadPlannerOptions extends ThreadOptions {
  readonly logger: Logger;
  readonly observe: PlanningObserver;
}

/** One operation at a time. The others wait for a few seconds at most, clients in turn. */
const ONE = { min: 1, max: 1, toleratedMs: 0, tolerance: 1 };

const queueFull = refuse(
  503,
  'SERVICE_UNAVAILABLE',
  'Too many new operations wait to be planned: try again in a few seconds.',
  { headers: { 'retry-after': '2' } },
);

/**
 * Opens planners in one thread, which starts with the first and ends with the last: another supergraph is loaded without
 * starting another thread. When the thread ends by itself, the next operation to be planned starts another one.
 */
export function createThreadPlanners(options: ThreadPlannerOptions): OpenPlanner {
  const host = new ThreadHost(options);
  return (supergraphSdl) => host.open(supergraphSdl);
}

/** A supergraph and the thread that has it. */
interface Loaded {
  readonly thread: PlannerThread;
  readonly graph: ThreadGraph;
}

class ThreadHost {
  readonly #options: ThreadPlannerOptions;
  readonly #turns = createConcurrencyGate({ limit: ONE });
  #thread: PlannerThread | undefined;
  #planners = 0;

  constructor(options: ThreadPlannerOptions) {
    this.#options = options;
  }

  get observe(): PlanningObserver {
    return this.#options.observe;
  }

  /** The thread that plans now. */
  get thread(): PlannerThread {
    return (this.#thread ??= this.#start());
  }

  async open(supergraphSdl: string): Promise<Planner> {
    this.#planners += 1;
    try {
      return new ThreadPlanner(this, supergraphSdl, await this.load(supergraphSdl));
    } catch (error) {
      await this.release();
      throw error;
    }
  }

  /**
   * Loads a supergraph in the thread that plans now. While it waits for its turn, an operation over its limits may end the
   * thread, which says nothing about the supergraph: the next thread loads it.
   */
  async load(supergraphSdl: string): Promise<Loaded> {
    for (;;) {
      const { thread } = this;
      const graph = await thread.load(supergraphSdl);
      if (graph !== undefined) return { thread, graph };
    }
  }

  /** A planner is closed. */
  async release(): Promise<void> {
    this.#planners -= 1;
    if (this.#planners > 0) return;
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.end();
  }

  async inTurn<Result>(flow: string, work: () => Promise<Result>): Promise<Result> {
    const { observe } = this.#options;
    const began = performance.now();
    observe.waiting(1);
    const place = await this.#turns.enter(flow);
    observe.waiting(-1);
    observe.waited(place === undefined ? 'refused' : 'planned', secondsSince(began));
    if (place === undefined) throw queueFull;
    try {
      return await work();
    } finally {
      this.#turns.leave(place, false);
    }
  }

  #start(): PlannerThread {
    const { logger, observe } = this.#options;
    const thread = new PlannerThread(this.#options);
    void thread.ended.then((cause) => {
      if (this.#thread !== thread) return;
      logger.error({ err: cause }, 'the planner thread ended: the next new operation starts another one');
      observe.ended();
      this.#thread = undefined;
    });
    return thread;
  }
}

class ThreadPlanner implements Planner {
  readonly description: SupergraphDescription;
  readonly #host: ThreadHost;
  readonly #supergraphSdl: string;
  #loaded: Loaded;
  #isClosed = false;

  constructor(host: ThreadHost, supergraphSdl: string, loaded: Loaded) {
    this.description = loaded.graph.description;
    this.#host = host;
    this.#supergraphSdl = supergraphSdl;
    this.#loaded = loaded;
  }

  plan(request: PlanRequest, { address = '', signal }: PlanClient): Promise<PlannedOperation> {
    const planning = this.#host.inTurn(networkOf(address), () => {
      if (signal.aborted) throw new StoppedWaiting();
      if (this.#isClosed) throw new Error('The planner is closed.');
      return this.#planNow(request);
    });
    return untilStopped(planning, signal);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const { thread, graph } = this.#loaded;
    // When the thread has ended, there is nothing to free.
    void thread.unload(graph).catch(() => undefined);
    await this.#host.release();
  }

  async #planNow(request: PlanRequest): Promise<PlannedOperation> {
    if (this.#host.thread !== this.#loaded.thread) {
      this.#loaded = await this.#host.load(this.#supergraphSdl);
    }
    const { observe } = this.#host;
    const { thread, graph } = this.#loaded;
    const began = performance.now();
    try {
      const planned = await thread.plan(graph, request, (bytes) => observe.heap(bytes));
      observe.planned('planned', secondsSince(began));
      return planned;
    } catch (error) {
      observe.planned('failed', secondsSince(began));
      throw error;
    }
  }
}

/** Rejects with StoppedWaiting as soon as the signal is aborted. */
function untilStopped<Result>(work: Promise<Result>, signal: StopSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new StoppedWaiting());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1_000;
}
