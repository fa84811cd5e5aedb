import { addToBatch } from './entity-batch.js';
import type { EntityBatch, FetchInput, PendingBatches } from './entity-batch.js';
import type { EntityStep, Step } from './step.js';

/**
 * The longest that a fetch waits for others with which it could share a request: this share of the time since the run
 * began, and this many milliseconds. What the others need is on its way, so they are usually ready by then.
 */
const MAX_WAIT_RATIO = 0.5;
const MAX_WAIT_MS = 100;

interface Ready {
  readonly step: Step;
  readonly entities: EntityStep;
  readonly input: FetchInput;
}

/**
 * The requests for entities that a run has still to send. A request is sent when one of its waves is complete: each step of
 * that wave is ready, or has nothing to fetch. Steps of other waves that are ready go with it. When a step takes too long,
 * no request waits any more.
 *
 * Steps that others need are in the wave of their own depth, which needs lesser depths only. So no two waves wait for
 * each other.
 */
export class PendingRequests {
  readonly #began = performance.now();
  /** By request group. */
  readonly #ready = new Map<string, Ready[]>();
  /** By wave, the number of its steps that may still be ready. */
  readonly #missing: number[];
  readonly #send: (batches: readonly EntityBatch[]) => void;
  #isPlanned = false;
  #mayWait = true;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param waves the number of steps of each wave
   * @param send sends batches of one subgraph in one request
   */
  constructor(waves: readonly number[], send: (batches: readonly EntityBatch[]) => void) {
    this.#missing = [...waves];
    this.#send = send;
  }

  /** Adds what a step fetches; nothing, when its input has no objects. */
  add(step: Step, entities: EntityStep, input: FetchInput): void {
    this.#missing[entities.wave] = this.#missingOf(entities) - 1;
    if (input.targets.length === 0) return;
    const ready = this.#ready.get(step.requestGroup);
    if (ready === undefined) this.#ready.set(step.requestGroup, [{ step, entities, input }]);
    else ready.push({ step, entities, input });
  }

  /** Sends the requests that need not wait, after this turn of the event loop, because other answers may arrive in it. */
  sendSoon(): void {
    if (this.#isPlanned || this.#ready.size === 0) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      this.#sendComplete();
    });
  }

  #sendComplete(): void {
    for (const [group, ready] of this.#ready) {
      if (this.#mayWait && ready.every(({ entities }) => this.#missingOf(entities) > 0)) continue;
      this.#ready.delete(group);
      this.#send(toBatches(ready));
    }
    if (this.#ready.size > 0) this.#timer ??= this.#startTimer();
    else if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
  }

  #startTimer(): NodeJS.Timeout {
    const end = () => {
      this.#mayWait = false;
      this.#sendComplete();
    };
    return setTimeout(end, Math.min((performance.now() - this.#began) * MAX_WAIT_RATIO, MAX_WAIT_MS));
  }

  #missingOf({ wave }: EntityStep): number {
    return this.#missing[wave] ?? 0;
  }
}

/** Makes batches in the plan's order, not in the order in which steps became ready, so that equal fetches have equal texts. */
function toBatches(ready: Ready[]): readonly EntityBatch[] {
  const batches: PendingBatches = new Map();
  ready.sort((one, other) => one.step.plan.index - other.step.plan.index);
  for (const { step, entities, input } of ready) addToBatch(batches, step, entities, input);
  return [...batches.values()];
}
