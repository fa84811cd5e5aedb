import type { Step } from '../fetch/step.js';
import { ancestorsOf } from '../shape/deferred-part.js';
import type { Part } from '../shape/deferred-part.js';
import type { DeferredFragment } from './deferred-fragments.js';

/** Keeps count of the fetches of each part. */
export class Progress {
  readonly #fragments: readonly DeferredFragment[];
  /** By deferred fragment, the number of unfinished steps. `undefined` stands for the first answer. */
  readonly #unfinished = new Map<number | undefined, number>();
  #waiting: (() => void)[] = [];

  constructor(steps: readonly Step[], fragments: readonly DeferredFragment[]) {
    this.#fragments = fragments;
    for (const { plan } of steps) this.#count(plan.deferred, 1);
  }

  finish(steps: readonly Step[]): void {
    for (const { plan } of steps) {
      if (this.#count(plan.deferred, -1) > 0) continue;
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  /** Whether everything is fetched that the fields of a part need. */
  isFetched(part: Part): boolean {
    const needed = part.flatMap((fragment) => [fragment, ...ancestorsOf(fragment, this.#fragments)]);
    return [undefined, ...needed].every((fragment) => (this.#unfinished.get(fragment) ?? 0) === 0);
  }

  /** Resolves when another fragment has all its fetches. */
  async change(): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #count(fragment: number | undefined, steps: number): number {
    const left = (this.#unfinished.get(fragment) ?? 0) + steps;
    this.#unfinished.set(fragment, left);
    return left;
  }
}
