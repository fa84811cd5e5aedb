import { type Environment, type Range, visitValues } from '../storage/lmdb.js';
import { DocumentNumbers } from './document-numbers.js';

/** The documents with an entry in a part of an index. */
export interface Posting {
  /** Their numbers, each once, in the order of the index. */
  readonly numbers: Uint32Array;
  /** The same as a set: a bit for each number. */
  readonly bits: Uint32Array;
}

/** The maximum numbers of postings of a collection, of their documents together, and of documents of the collection. */
const MAX_POSTINGS = 200;
const MAX_TOTAL = 4_000_000;
const MAX_DOCUMENTS = 1_000_000;

interface Known {
  readonly ranges: readonly Range[];
  readonly posting: Posting;
}

/**
 * Remembers which documents have entries in parts of multikey indexes. Documents have numbers there, so finding those
 * that two parts have in common costs nanoseconds for each. A posting is forgotten when an entry of its part changes.
 */
export class Postings {
  #numbers = new DocumentNumbers();
  /** The least recently used first. */
  readonly #known = new Map<string, Known>();
  #total = 0;

  /** @param documents the number of documents of the collection */
  read(environment: Environment, ranges: readonly Range[], documents: number): Posting | undefined {
    const name = ranges
      .map(({ start, end }) => `${start.toString('latin1')}\0${end.toString('latin1')}`)
      .join('\0');
    const known = this.#known.get(name);
    if (known !== undefined) {
      this.#known.delete(name);
      this.#known.set(name, known);
      return known.posting;
    }
    // What an uncommitted transaction changed must not be remembered, nor what a commit is about to replace.
    if (environment.writing || environment.committing || documents > MAX_DOCUMENTS) return undefined;
    const posting = this.#readNew(environment, ranges);
    this.#known.set(name, { ranges, posting });
    this.#total += posting.numbers.length;
    for (const [oldest] of this.#known) {
      if (this.#known.size <= MAX_POSTINGS && this.#total <= MAX_TOTAL) break;
      this.#forget(oldest);
    }
    return posting;
  }

  /** Gives the key of a document by its number, also after the postings are forgotten. */
  get keyOf(): (number: number) => Buffer {
    const numbers = this.#numbers;
    return (number) => numbers.key(number);
  }

  /**
   * Forgets the postings of parts in which these entries are, and all when most numbers are those of deleted documents.
   *
   * @param documents the number of documents of the collection
   */
  forget(entries: readonly Buffer[], documents: number): void {
    if (this.#numbers.size > 2 * documents + 10_000) this.clear();
    if (this.#known.size === 0) return;
    for (const [name, { ranges }] of this.#known)
      if (entries.some((entry) => ranges.some((range) => isIn(range, entry)))) this.#forget(name);
  }

  clear(): void {
    this.#known.clear();
    this.#numbers = new DocumentNumbers();
    this.#total = 0;
  }

  #forget(name: string): void {
    this.#total -= this.#known.get(name)?.posting.numbers.length ?? 0;
    this.#known.delete(name);
  }

  #readNew(environment: Environment, ranges: readonly Range[]): Posting {
    const found: number[] = [];
    let bits = new Uint32Array(1024);
    for (const range of ranges)
      visitValues(environment, range, (bytes, length) => {
        const number = this.#numbers.of(bytes, length);
        if (number >> 5 >= bits.length) bits = grown(bits, number >> 5);
        if (has(bits, number)) return;
        bits[number >> 5] = (bits[number >> 5] ?? 0) | (1 << (number & 31));
        found.push(number);
      });
    return { numbers: Uint32Array.from(found), bits };
  }
}

/** The documents of the first posting that all others have too, in the order of the first. */
export function commonNumbers(first: Posting, others: readonly Posting[]): Uint32Array {
  return first.numbers.filter((number) => others.every(({ bits }) => has(bits, number)));
}

const has = (bits: Uint32Array, number: number): boolean =>
  ((bits[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;

function grown(bits: Uint32Array<ArrayBuffer>, last: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(bits.length * 2, last + 1));
  more.set(bits);
  return more;
}

const isIn = ({ start, end }: Range, entry: Buffer): boolean =>
  Buffer.compare(start, entry) <= 0 && Buffer.compare(entry, end) < 0;
