import { type Environment, type Range, visitValues } from '../storage/lmdb.js';
import { DocumentNumbers } from './document-numbers.js';

/** The numbers of the documents with an entry in a part of an index, each once, in the order of the index. */
export type Posting = Uint32Array;

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
  /** For each document, the last mark that it got. */
  #marks = new Uint32Array(0);
  #mark = 0;

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
    this.#total += posting.length;
    for (const [oldest] of this.#known) {
      if (this.#known.size <= MAX_POSTINGS && this.#total <= MAX_TOTAL) break;
      this.#forget(oldest);
    }
    return posting;
  }

  /** The documents of the first posting that all others have too, in the order of the first. */
  common(first: Posting, others: readonly Posting[]): Posting {
    const start = this.#nextMarks(others.length + 1);
    for (const [at, posting] of others.entries())
      for (const number of posting)
        if (at === 0 || this.#marks[number] === start + at) this.#marks[number] = start + at + 1;
    return first.filter((number) => this.#marks[number] === start + others.length);
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
    this.#total -= this.#known.get(name)?.posting.length ?? 0;
    this.#known.delete(name);
  }

  #readNew(environment: Environment, ranges: readonly Range[]): Posting {
    const found: number[] = [];
    const mark = this.#nextMarks(1);
    const numbers = this.#numbers;
    for (const range of ranges)
      visitValues(environment, range, (bytes, length) => {
        const number = numbers.of(bytes, length);
        if (number >= this.#marks.length) this.#growMarks();
        if (this.#marks[number] === mark) return;
        this.#marks[number] = mark;
        found.push(number);
      });
    return Uint32Array.from(found);
  }

  /** The first of `count` marks that no document has. */
  #nextMarks(count: number): number {
    if (this.#mark + count > 0xffff_ffff) {
      this.#marks.fill(0);
      this.#mark = 0;
    }
    const first = this.#mark + 1;
    this.#mark += count;
    return first;
  }

  #growMarks(): void {
    const marks = new Uint32Array(Math.max(1024, this.#marks.length * 2));
    marks.set(this.#marks);
    this.#marks = marks;
  }
}

const isIn = ({ start, end }: Range, entry: Buffer): boolean =>
  Buffer.compare(start, entry) <= 0 && Buffer.compare(entry, end) < 0;
