import type { Place } from './gate.js';

/** Gives a waiting request its place, or undefined when it waited for too long. */
type Admit = (place: Place | undefined) => void;

/** The requests that wait for a place: flows in turn, and the requests of one flow in the order of their arrival. */
export class WaitingRequests {
  /** The flow whose turn it is comes first. */
  readonly #byFlow = new Map<string, Set<Admit>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  countOf(flow: string): number {
    return this.#byFlow.get(flow)?.size ?? 0;
  }

  /** @param ms how long the request waits at most, in milliseconds */
  add(flow: string, ms: number): Promise<Place | undefined> {
    const queue = this.#byFlow.get(flow) ?? new Set();
    this.#byFlow.set(flow, queue);
    this.#size += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#remove(flow, queue, admit);
        resolve(undefined);
      }, ms);
      const admit: Admit = (place) => {
        clearTimeout(timer);
        resolve(place);
      };
      queue.add(admit);
    });
  }

  /** Gives the next request its place. At least one request must be waiting. */
  admitNext(take: (flow: string) => Place): void {
    for (const [flow, queue] of this.#byFlow) {
      for (const admit of queue) {
        // The flow moves behind the others.
        this.#byFlow.delete(flow);
        this.#byFlow.set(flow, queue);
        this.#remove(flow, queue, admit);
        admit(take(flow));
        return;
      }
    }
  }

  #remove(flow: string, queue: Set<Admit>, admit: Admit): void {
    queue.delete(admit);
    if (queue.size === 0) this.#byFlow.delete(flow);
    this.#size -= 1;
  }
}
