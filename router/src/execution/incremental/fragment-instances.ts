import type { DeferredObject } from '../shape/deferred-objects.js';
import type { Path } from '../path.js';
import type { Part } from '../shape/deferred-part.js';
import type { ObjectShape } from '../shape/shape.js';
import type { DeferredFragment } from './deferred-fragments.js';
import type { CompletedFragment, PartProblems, PendingFragment } from './parts.js';

/** A deferred fragment of one object. */
interface Instance {
  readonly fragment: number;
  readonly path: Path;
  readonly children: Instance[];
  /** The number of its parts that are not delivered. */
  unfinished: number;
  state: 'hidden' | 'pending' | 'done' | 'failed';
  /** Set from the moment at which the client is told of it. */
  pending: PendingFragment | undefined;
}

/** Fields of one object that are to be delivered. */
export interface WaitingFields {
  readonly part: Part;
  readonly shape: ObjectShape;
  readonly path: Path;
  readonly readPath: Path;
  readonly instances: readonly Instance[];
}

/**
 * The deferred fragments of an answer's objects. The client is told of a fragment when the fragment around it is
 * completed, and a failed fragment takes those inside it along.
 */
export class FragmentInstances {
  /** The fields that are not delivered. */
  readonly waiting = new Set<WaitingFields>();
  readonly #fragments: readonly DeferredFragment[];
  /** By fragment, and by the paths of its objects. */
  readonly #instances = new Map<number, Map<string, Instance>>();
  #ids = 0;
  #pending: PendingFragment[] = [];
  #completed: CompletedFragment[] = [];

  constructor(fragments: readonly DeferredFragment[]) {
    this.#fragments = fragments;
  }

  /** Adds the deferred parts of objects that were written. */
  add(objects: readonly DeferredObject[]): void {
    const begun = objects.flatMap((object) =>
      object.begun.map((fragment) => this.#begin(fragment, object.path)),
    );
    for (const instance of begun) this.#parentOf(instance)?.children.push(instance);
    for (const { fields, path, readPath } of objects) {
      for (const { part, shape } of fields) {
        const instances = part.flatMap((fragment) => this.#find(fragment, path) ?? []);
        for (const instance of instances) instance.unfinished += 1;
        this.waiting.add({ part, shape, path, readPath, instances });
      }
    }
    for (const instance of begun) if (this.#parentOf(instance) === undefined) this.#reveal(instance);
  }

  /** The fragment with which the fields are delivered: the innermost that the client knows; `undefined` when it knows none. */
  knownFragmentOf({ instances }: WaitingFields): PendingFragment | undefined {
    const known = instances.flatMap(({ state, pending }) =>
      state === 'pending' && pending ? [pending] : [],
    );
    return known.sort((one, other) => other.path.length - one.path.length)[0];
  }

  deliver(fields: WaitingFields): void {
    this.waiting.delete(fields);
    for (const instance of fields.instances) {
      instance.unfinished -= 1;
      if (instance.unfinished === 0 && instance.state === 'pending') this.#complete(instance);
    }
  }

  fail(fields: WaitingFields, problems: PartProblems): void {
    for (const instance of fields.instances) this.#fail(instance, problems);
    for (const other of this.waiting) {
      if (other.instances.every(({ state }) => state === 'failed')) this.waiting.delete(other);
    }
    this.waiting.delete(fields);
  }

  /** Takes the changes that the client was not told of. */
  takeChanges(): {
    readonly pending: readonly PendingFragment[];
    readonly completed: readonly CompletedFragment[];
  } {
    const changes = { pending: this.#pending, completed: this.#completed };
    this.#pending = [];
    this.#completed = [];
    return changes;
  }

  #begin(fragment: number, path: Path): Instance {
    const instance: Instance = {
      fragment,
      path,
      children: [],
      unfinished: 0,
      state: 'hidden',
      pending: undefined,
    };
    const instances = this.#instances.get(fragment) ?? new Map<string, Instance>();
    this.#instances.set(fragment, instances.set(JSON.stringify(path), instance));
    return instance;
  }

  #parentOf({ fragment, path }: Instance): Instance | undefined {
    const { parent } = this.#fragments[fragment] ?? {};
    return parent === undefined ? undefined : this.#find(parent, path);
  }

  /** The fragment's instance for an object on the path. */
  #find(fragment: number, path: Path): Instance | undefined {
    const instances = this.#instances.get(fragment);
    for (let length = path.length; instances !== undefined && length >= 0; length--) {
      const found = instances.get(JSON.stringify(path.slice(0, length)));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #reveal(instance: Instance): void {
    if (instance.state !== 'hidden') return;
    if (instance.unfinished === 0) {
      // Other parts had all its fields.
      instance.state = 'done';
      instance.children.forEach((child) => this.#reveal(child));
      return;
    }
    const { fragment, path } = instance;
    instance.state = 'pending';
    instance.pending = { id: String(this.#ids++), path, label: this.#fragments[fragment]?.label };
    this.#pending.push(instance.pending);
  }

  #complete(instance: Instance): void {
    instance.state = 'done';
    if (instance.pending) this.#completed.push({ fragment: instance.pending, problems: undefined });
    instance.children.forEach((child) => this.#reveal(child));
  }

  #fail(instance: Instance, problems: PartProblems): void {
    if (instance.state === 'done' || instance.state === 'failed') return;
    if (instance.state === 'pending' && instance.pending) {
      this.#completed.push({ fragment: instance.pending, problems });
    }
    instance.state = 'failed';
    instance.children.forEach((child) => this.#fail(child, problems));
  }
}
