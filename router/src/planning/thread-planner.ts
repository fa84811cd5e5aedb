import { setTimeout as sleep } from 'node:timers/promises';
import { createConcurrencyGate, networkOf, type Logger } from '@supergraph/service-kit/service';
import type { StopSignal } from '../context.js';
import { refuse } from '../errors/refuse.js';
import type { PlannedOperation } from '../execution/planner.js';
import { StoppedWaiting } from '../sharing/flights.js';
import type { PlanClient, Planner, PlanRequest, SupergraphDescription } from './planner.js';
import { PlannerThread, type ThreadOptions } from './thread.js';

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

/** The pause before another attempt to start a thread, in milliseconds. */
const RESTART_DELAY_MS = 1_000;

/** One operation at a time. The others wait for a few seconds at most, clients in turn. */
const ONE = { min: 1, max: 1, toleratedMs: 0, tolerance: 1 };

const queueFull = refuse(
  503,
  'SERVICE_UNAVAILABLE',
  'Too many new operations wait to be planned: try again in a few seconds.',
  { headers: { 'retry-after': '2' } },
);

/** Starts a thread that plans the operations of one supergraph. When it ends by itself, another one replaces it. */
export async function openThreadPlanner(
  supergraphSdl: string,
  options: ThreadPlannerOptions,
): Promise<Planner> {
  const start = () => PlannerThread.start(supergraphSdl, options);
  return new ThreadPlanner(await start(), start, options);
}

class ThreadPlanner implements Planner {
  readonly description: SupergraphDescription;
  readonly #start: () => Promise<PlannerThread>;
  readonly #logger: Logger;
  readonly #observe: PlanningObserver;
  readonly #turns = createConcurrencyGate({ limit: ONE });
  #thread: Promise<PlannerThread>;
  #isClosed = false;

  constructor(
    thread: PlannerThread,
    start: () => Promise<PlannerThread>,
    { logger, observe }: ThreadPlannerOptions,
  ) {
    this.description = thread.description;
    this.#start = start;
    this.#logger = logger;
    this.#observe = observe;
    this.#thread = Promise.resolve(thread);
    this.#replaceAtEnd(thread);
  }

  plan(request: PlanRequest, { address = '', signal }: PlanClient): Promise<PlannedOperation> {
    const planning = this.#inTurn(networkOf(address), () => {
      if (signal.aborted) throw new StoppedWaiting();
      return this.#planNow(request);
    });
    return untilStopped(planning, signal);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const thread = await this.#thread.catch(() => undefined);
    await thread?.end();
  }

  async #inTurn<Result>(flow: string, work: () => Promise<Result>): Promise<Result> {
    const began = performance.now();
    this.#observe.waiting(1);
    const place = await this.#turns.enter(flow);
    this.#observe.waiting(-1);
    this.#observe.waited(place === undefined ? 'refused' : 'planned', secondsSince(began));
    if (place === undefined) throw queueFull;
    try {
      return await work();
    } finally {
      this.#turns.leave(place, false);
    }
  }

  async #planNow(request: PlanRequest): Promise<PlannedOperation> {
    const thread = await this.#thread;
    const began = performance.now();
    try {
      const planned = await thread.plan(request, (bytes) => this.#observe.heap(bytes));
      this.#observe.planned('planned', secondsSince(began));
      return planned;
    } catch (error) {
      this.#observe.planned('failed', secondsSince(began));
      throw error;
    }
  }

  #replaceAtEnd(thread: PlannerThread): void {
    void thread.ended.then((cause) => {
      if (this.#isClosed) return;
      this.#logger.error({ err: cause }, 'the planner thread ended: another one is started');
      this.#observe.ended();
      this.#thread = this.#startAgain();
    });
  }

  /** @throws when the planner is closed meanwhile */
  async #startAgain(): Promise<PlannerThread> {
    for (;;) {
      if (this.#isClosed) throw new Error('The planner is closed.');
      try {
        const thread = await this.#start();
        this.#replaceAtEnd(thread);
        return thread;
      } catch (error) {
        this.#logger.error({ err: error }, 'no planner thread could be started: tried again');
        await sleep(RESTART_DELAY_MS);
      }
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
