import type { DeferredCollector, ObjectDeferrals } from './shape.js';
import type { Path } from '../path.js';

/** An object that was written without its deferred fields. */
export interface DeferredObject extends ObjectDeferrals {
  /** Its response path. */
  readonly path: Path;
  /** Its path in the fetched data. */
  readonly readPath: Path;
}

/** Finds the objects with deferred fields while an answer is written. */
export class DeferredObjects implements DeferredCollector {
  readonly #path: (string | number)[];
  readonly #readPath: (string | number)[];
  readonly #found: { readonly object: DeferredObject; readonly end: number }[] = [];

  /** @param at the object that is written */
  constructor({ path, readPath }: Pick<DeferredObject, 'path' | 'readPath'>) {
    this.#path = [...path];
    this.#readPath = [...readPath];
  }

  get found(): readonly DeferredObject[] {
    return this.#found.map(({ object }) => object);
  }

  enterField(key: string, readKey: string): void {
    this.#path.push(key);
    this.#readPath.push(readKey);
  }

  enterList(): void {
    this.#path.push(-1);
    this.#readPath.push(-1);
  }

  nextElement(): void {
    const last = this.#path.length - 1;
    const index = Number(this.#path[last]) + 1;
    this.#path[last] = index;
    this.#readPath[this.#readPath.length - 1] = index;
  }

  leave(): void {
    this.#path.pop();
    this.#readPath.pop();
  }

  add({ begun, fields }: ObjectDeferrals, end: number): void {
    if (begun.length === 0 && fields.length === 0) return;
    this.#found.push({
      object: { begun, fields, path: [...this.#path], readPath: [...this.#readPath] },
      end,
    });
  }

  truncate(length: number): void {
    while ((this.#found.at(-1)?.end ?? 0) > length) this.#found.pop();
  }
}
