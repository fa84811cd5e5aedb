import type { Stored } from '../collection/stored.js';
import type { Contender } from './contenders.js';
import { matcher, type Predicate } from './matcher.js';
import type { Plan, PlanRequest } from './plan.js';

/** How many index entries each may read before the first look at who is ahead; twice as many before each other. */
const FIRST_LAP = 16;
const LAST_LAP = 8192;
/** So many results are a good start when all are wanted, as in MongoDB. */
const GOOD_START = 101;

/**
 * Lets plans run side by side until one has what is wanted of it, and forgets what they found: with a limit that many
 * results, without one a good start, and all there is where the results have still to be sorted. So the choice costs at
 * most as much for each of the others as the best of them needs.
 */
export function race(contenders: readonly Contender[], request: PlanRequest): Contender | undefined {
  const predicate = matcher(request.filter, request.variables);
  const wanted = request.limit ? (request.skip ?? 0) + request.limit : GOOD_START;
  const runners = contenders.map((contender) => new Runner(contender, predicate, wanted));
  for (let lap = FIRST_LAP; lap <= LAST_LAP; lap *= 2) {
    for (const runner of runners) runner.run(lap);
    const [first] = runners.filter(({ state }) => state === 'home').sort((a, b) => a.read - b.read);
    if (first !== undefined) return first.contender;
  }
  const [ahead] = runners.sort((a, b) => b.found / b.read - a.found / a.read);
  return ahead?.contender;
}

class Runner {
  readonly contender: Contender;
  readonly #plan: Plan;
  readonly #documents: Iterator<Stored>;
  readonly #predicate: Predicate;
  readonly #wanted: number;
  found = 0;
  state: 'running' | 'home' | 'failed' = 'running';

  constructor(contender: Contender, predicate: Predicate, wanted: number) {
    this.contender = contender;
    this.#plan = contender.plan();
    this.#documents = this.#plan.documents(FIRST_LAP)[Symbol.iterator]();
    this.#predicate = predicate;
    this.#wanted = this.#plan.sorted ? wanted : Infinity;
  }

  /** Index entries, of which there is always one more than nothing. */
  get read(): number {
    return 1 + this.#plan.examined.keys;
  }

  run(upTo: number): void {
    try {
      while (this.state === 'running' && this.read <= upTo) this.#step();
    } catch {
      // A document that only this plan reads cannot be tested, which is no reason to refuse the query.
      this.state = 'failed';
    }
  }

  #step(): void {
    const next = this.#documents.next();
    if (next.done === true) {
      this.state = 'home';
      return;
    }
    if (this.#plan.exact || this.#predicate(next.value.doc)) this.found += 1;
    if (this.found >= this.#wanted) this.state = 'home';
  }
}
