import type { Binary, BSONRegExp, BSONSymbol, Code, DBRef, ObjectId, Timestamp } from 'bson';
import { Decimal128, Long } from 'bson';
import { type Expansion, expandDecimal, expandLong } from './decimal.js';
import type { Doc } from './document.js';
import { type NumberLike, RANK, rankOf, toNumber } from './types.js';

/*
 * Encodes values as bytes whose order under memcmp is MongoDB's order of values. Every encoding is a type byte and a
 * content. No encoding is a prefix of another, so encodings can be concatenated (compound keys), inverted (descending
 * fields) and searched by prefix.
 */

/** The key of an empty array in an index: less than null, as in MongoDB. */
export const EMPTY_ARRAY = Symbol('empty array');

const INITIAL = 8192;
const NO_REST = 0x80;

export class KeyWriter {
  #bytes = Buffer.allocUnsafe(INITIAL);
  #at = 0;

  reset(): this {
    this.#at = 0;
    return this;
  }

  /** A copy of the bytes written so far. */
  take(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  get length(): number {
    return this.#at;
  }

  #reserve(extra: number): void {
    if (this.#at + extra <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + extra));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#at++] = value;
    return this;
  }

  uint32(value: number): this {
    this.#reserve(4);
    this.#at = this.#bytes.writeUInt32BE(value >>> 0, this.#at);
    return this;
  }

  bytes(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  /** Appends a value, with inverted bytes when the field of the index is descending. */
  value(value: unknown, descending = false): this {
    const start = this.#at;
    const rank = value === EMPTY_ARRAY ? RANK.emptyArray : rankOf(value);
    this.byte(rank);
    this.#content(rank, value);
    if (descending) for (let at = start; at < this.#at; at += 1) this.#bytes[at] = ~(this.#bytes[at] ?? 0);
    return this;
  }

  // eslint-disable-next-line complexity -- one case per type
  #content(rank: number, value: unknown): void {
    switch (rank) {
      case RANK.number: {
        this.#number(value as NumberLike);
        return;
      }
      case RANK.string: {
        this.#text(typeof value === 'string' ? value : (value as BSONSymbol).value);
        return;
      }
      case RANK.objectId:
        return void this.bytes((value as ObjectId).id);
      case RANK.date: {
        this.#double((value as Date).getTime());
        return;
      }
      case RANK.bool:
        return void this.byte(value === true ? 2 : 1);
      case RANK.object: {
        this.#object(value as Doc);
        return;
      }
      case RANK.array: {
        this.#array(value as unknown[]);
        return;
      }
      case RANK.binary: {
        this.#binary(value as Binary);
        return;
      }
      case RANK.timestamp: {
        this.#timestamp(value as Timestamp);
        return;
      }
      case RANK.regex: {
        this.#regex(value as BSONRegExp);
        return;
      }
      case RANK.dbRef: {
        this.#object((value as DBRef).toJSON());
        return;
      }
      case RANK.code:
      case RANK.codeWithScope: {
        this.#code(value as Code);
        return;
      }
      default:
        return;
    }
  }

  #number(value: NumberLike): void {
    if (typeof value === 'number') {
      this.#expansion([value, 0, 0]);
      return;
    }
    if (value instanceof Decimal128) {
      this.#expansion(expandDecimal(value));
      return;
    }
    if (value instanceof Long && !Number.isSafeInteger(value.toNumber())) {
      this.#expansion(expandLong(value.toBigInt()));
      return;
    }
    this.#expansion([toNumber(value), 0, 0]);
  }

  #expansion([nearest, second, third]: Expansion): void {
    this.#double(nearest);
    if (second === 0) return void this.byte(NO_REST);
    this.byte(second < 0 ? NO_REST - 1 : NO_REST + 1);
    this.#double(second);
    this.#double(third);
  }

  /** NaN comes first, then numbers by value; 0 and -0 have the same key. */
  #double(value: number): void {
    this.#reserve(8);
    if (Number.isNaN(value)) {
      this.#bytes.fill(0, this.#at, this.#at + 8);
      this.#at += 8;
      return;
    }
    const start = this.#at;
    this.#at = this.#bytes.writeDoubleBE(value === 0 ? 0 : value, start);
    if (value < 0) for (let at = start; at < this.#at; at += 1) this.#bytes[at] = ~(this.#bytes[at] ?? 0);
    else this.#bytes[start] = (this.#bytes[start] ?? 0) | 0x80;
  }

  /** UTF-8, with 0x00 as 01 01 and 0x01 as 01 02, ended by 00. */
  #text(value: string): void {
    this.#reserve(value.length * 6 + 1);
    const start = this.#at;
    const end = start + this.#bytes.write(value, start, 'utf8');
    if (hasControl(this.#bytes, start, end)) this.#escaped(Buffer.from(value, 'utf8'));
    else this.#at = end;
    this.byte(0);
  }

  #escaped(utf8: Buffer): void {
    for (const byte of utf8) {
      if (byte <= 1) this.byte(1).byte(byte + 1);
      else this.byte(byte);
    }
  }

  #object(doc: Doc): void {
    for (const [name, value] of Object.entries(doc)) {
      const rank = rankOf(value);
      this.byte(rank);
      this.#text(name);
      this.#content(rank, value);
    }
    this.byte(0);
  }

  #array(items: readonly unknown[]): void {
    for (const item of items) this.value(item);
    this.byte(0);
  }

  #binary(value: Binary): void {
    this.uint32(value.position).byte(value.sub_type).bytes(value.buffer.subarray(0, value.position));
  }

  #timestamp(value: Timestamp): void {
    this.uint32(value.t).uint32(value.i);
  }

  #regex(value: BSONRegExp): void {
    this.#text(value.pattern);
    this.#text(value.options);
  }

  #code(value: Code): void {
    this.#text(value.code);
    if (value.scope) this.#object(value.scope);
  }
}

function hasControl(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) <= 1) return true;
  return false;
}
