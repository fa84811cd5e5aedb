import type { GraphQLFormattedError } from 'graphql';
import type { PartedAnswer } from '../../operation/parted-answer.js';
import type { PendingFragment } from '../incremental/parts.js';
import type { Path } from '../path.js';

type Json = Readonly<Record<string, unknown>>;
/** The whole answer, merged from the messages of an answer in parts. */
export interface MergedAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
  /** The response paths of fragments that have no data. */
  readonly failed: readonly Path[];
  /** The number of messages after the first. */
  readonly later: number;
}

/**
 * Merges the messages as a client does, and checks the protocol on the way.
 *
 * @throws Error when a message contradicts an earlier one
 */
export async function mergeParts({ first, later }: PartedAnswer): Promise<MergedAnswer> {
  const merge = new Merge(JSON.parse(first.data) as unknown, first.errors ?? []);
  first.pending.forEach((fragment) => merge.expect(fragment));
  let hasNext = true;
  let messages = 0;
  for await (const message of later) {
    if (!hasNext) throw new Error('A message follows the last one.');
    messages += 1;
    ({ hasNext } = message);
    message.pending.forEach((fragment) => merge.announce(fragment));
    for (const { fragment, path, data, errors = [] } of message.delivered) {
      merge.deliver(fragment, path, JSON.parse(data) as Json, errors);
    }
    message.pending.forEach((fragment) => merge.expect(fragment));
    for (const { fragment, errors } of message.completed) merge.complete(fragment, errors);
  }
  if (hasNext) throw new Error('The last message has a next.');
  return { ...merge.end(), later: messages };
}

class Merge {
  readonly #data: unknown;
  readonly #errors: GraphQLFormattedError[];
  readonly #failed: Path[] = [];
  readonly #open = new Map<string, PendingFragment>();
  readonly #known = new Set<string>();

  constructor(data: unknown, errors: readonly GraphQLFormattedError[]) {
    this.#data = data;
    this.#errors = [...errors];
  }

  announce(fragment: PendingFragment): void {
    if (this.#known.has(fragment.id)) throw new Error(`Fragment ${fragment.id} is announced twice.`);
    this.#known.add(fragment.id);
    this.#open.set(fragment.id, fragment);
  }

  /** The object of a fragment must be there when the message is read that announces it. */
  expect(fragment: PendingFragment): void {
    if (!this.#known.has(fragment.id)) this.announce(fragment);
    this.#objectAt(fragment.path);
  }

  deliver(fragment: PendingFragment, path: Path, data: Json, errors: readonly GraphQLFormattedError[]): void {
    if (this.#open.get(fragment.id) === undefined) throw new Error(`Fragment ${fragment.id} is not open.`);
    if (fragment.path.some((segment, index) => path[index] !== segment)) {
      throw new Error(`${path.join('.')} is not in the fragment at ${fragment.path.join('.')}.`);
    }
    const object = this.#objectAt(path);
    for (const [key, value] of Object.entries(data)) {
      if (Object.hasOwn(object, key)) throw new Error(`${[...path, key].join('.')} is delivered twice.`);
      Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
    }
    this.#errors.push(...errors);
  }

  complete({ id, path }: PendingFragment, errors: readonly GraphQLFormattedError[] | undefined): void {
    if (!this.#open.delete(id)) throw new Error(`Fragment ${id} is completed, but not open.`);
    if (errors === undefined) return;
    if (errors.length === 0) throw new Error(`Fragment ${id} failed without a reason.`);
    this.#failed.push(path);
    this.#errors.push(...errors);
  }

  end(): Omit<MergedAnswer, 'later'> {
    if (this.#open.size > 0) throw new Error(`${[...this.#open.keys()].join()} are not completed.`);
    return { data: this.#data, errors: this.#errors, failed: this.#failed };
  }

  #objectAt(path: Path): Record<string, unknown> {
    let at: unknown = this.#data;
    for (const segment of path) {
      at =
        typeof at === 'object' && at !== null && Object.hasOwn(at, segment)
          ? (at as Json)[segment]
          : undefined;
    }
    if (typeof at !== 'object' || at === null) throw new Error(`There is no object at ${path.join('.')}.`);
    return at as Record<string, unknown>;
  }
}
