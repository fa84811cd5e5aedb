import type { Place } from './gate.js';

/** The requests that have a place, by flow. The number of those that are not long counts toward the limit. */
export class RequestsAtWork {
  readonly #byFlow = new Map<string, number>();
  /** The oldest first. */
  readonly #counted = new Set<Place>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get counted(): number {
    return this.#counted.size;
  }

  /** When the oldest request that counts began. */
  get oldest(): number | undefined {
    const [place] = this.#counted;
    return place?.began;
  }

  /** The number of flows that have a request at work. */
  get flows(): number {
    return this.#byFlow.size;
  }

  countOf(flow: string): number {
    return this.#byFlow.get(flow) ?? 0;
  }

  add(place: Place): void {
    this.#size += 1;
    this.#counted.add(place);
    this.#byFlow.set(place.flow, this.countOf(place.flow) + 1);
  }

  remove(place: Place): void {
    this.#size -= 1;
    this.#counted.delete(place);
    const left = this.countOf(place.flow) - 1;
    if (left > 0) this.#byFlow.set(place.flow, left);
    else this.#byFlow.delete(place.flow);
  }

  /** No longer counts a request. */
  discount(place: Place): void {
    this.#counted.delete(place);
  }

  /** No longer counts the requests that began at `began` or before. */
  discountUntil(began: number): void {
    for (const place of this.#counted) {
      if (place.began > began) return;
      this.#counted.delete(place);
    }
  }
}
