import { addToBatch } from './entity-batch.js';
import type { EntityBatch, FetchInput, PendingBatches } from './entity-batch.js';
import type { EntityStep, Step } from './step.js';

/**
 * How long fetches wait for others with which they could share a request, as a part of the run's time until then. What the
 * others need is on its way, so they are usually ready by then.
 */
const PATIENCE = 0.5;

/** A request that is not sent yet. */
interface Gathered {
  readonly batches: PendingBatches;
  readonly waves: Set<number>;
}

/**
 * The entity fetches of a run that are ready to be sent, by request. A request is sent when no step of its waves is
 * missing: each is ready too, or has nothing to fetch. When a step takes too long, no request waits any more.
 */
export class Gathering {
  readonly #began = performance.now();
  /** By request group. */
  readonly #gathered = new Map<string, Gathered>();
  /** By wave, the number of its steps that may still be ready. */
  readonly #missing: number[];
  readonly #send: (batches: readonly EntityBatch[]) => void;
  #isPlanned = false;
  #isPatient = true;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param waves the number of steps of each wave
   * @param send sends batches of one subgraph in one request
   */
  constructor(waves: readonly number[], send: (batches: readonly EntityBatch[]) => void) {
    this.#missing = [...waves];
    this.#send = send;
  }

  /** Takes what a step fetches; nothing, when its input has no objects. */
  take(step: Step, entities: EntityStep, input: FetchInput): void {
    const { wave } = entities;
    this.#missing[wave] = (this.#missing[wave] ?? 0) - 1;
    if (input.targets.length === 0) return;
    let gathered = this.#gathered.get(step.requestGroup);
    if (gathered === undefined) {
      gathered = { batches: new Map(), waves: new Set() };
      this.#gathered.set(step.requestGroup, gathered);
    }
    gathered.waves.add(wave);
    addToBatch(gathered.batches, step, entities, input);
  }

  /** Sends what need not wait, after this turn of the event loop: other answers may arrive in it. */
  sendSoon(): void {
    if (this.#isPlanned || this.#gathered.size === 0) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      this.#sendComplete();
    });
  }

  #sendComplete(): void {
    for (const [group, { batches, waves }] of this.#gathered) {
      if (this.#isPatient && [...waves].some((wave) => (this.#missing[wave] ?? 0) > 0)) continue;
      this.#gathered.delete(group);
      this.#send([...batches.values()]);
    }
    if (this.#gathered.size > 0) this.#timer ??= this.#startTimer();
    else if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
  }

  #startTimer(): NodeJS.Timeout {
    const end = () => {
      this.#isPatient = false;
      this.#sendComplete();
    };
    return setTimeout(end, (performance.now() - this.#began) * PATIENCE);
  }
}
