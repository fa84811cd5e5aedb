import { randomInt } from 'node:crypto';
import { Output, constantOf } from '../output.js';

/** A type whose objects are represented by one key alone, with the JSON text around its value. */
export interface SoleKey {
  readonly field: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

const INITIAL_SLOTS = 32;
const GROWTH = 4;
const OPENING_BRACKET = constantOf('[');
const CLOSING_BRACKET = constantOf(']');
const COMMA = constantOf(',');
/** A random seed, so that an attacker cannot choose keys that all hash to one slot. */
const SEED = randomInt(2 ** 30);

/**
 * Distinct representations, each with a number. Objects with one key are compared by that key, and their text is
 * written only when they are sent. All others are compared by their text.
 *
 * The table is flat because a `Map` of many keys, which is copied each time it grows, costs the garbage collector more
 * than all other work for an entity.
 */
export class Representations {
  /** The value of the sole key, or the whole text. */
  readonly #keys: string[] = [];
  readonly #soles: (SoleKey | undefined)[] = [];
  readonly #hashes: number[] = [];
  /** The number of the entry plus one; 0 where the slot is empty. At least half of the slots are empty. */
  #slots = new Array<number>(INITIAL_SLOTS).fill(0);

  get length(): number {
    return this.#keys.length;
  }

  /** @returns the number of the representation, which is new unless an equal one exists */
  add(key: string, sole: SoleKey | undefined): number {
    const hash = hashOf(key);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let at = hash & mask;
    for (let slot = slots[at] ?? 0; slot !== 0; slot = slots[at] ?? 0) {
      const known = slot - 1;
      if (this.#hashes[known] === hash && this.#keys[known] === key && this.#soles[known] === sole) {
        return known;
      }
      at = (at + 1) & mask;
    }
    this.#hashes.push(hash);
    this.#soles.push(sole);
    const count = this.#keys.push(key);
    slots[at] = count;
    if (count * 2 > mask) this.#grow();
    return count - 1;
  }

  /** @returns the number that one of these representations has in this table */
  addTo(others: Representations, number: number): number {
    return others.add(this.#keys[number] ?? '', this.#soles[number]);
  }

  copy(): Representations {
    const copy = new Representations();
    for (let number = 0; number < this.length; number++) this.addTo(copy, number);
    return copy;
  }

  /** @returns a list of all of them */
  toJson(): string {
    const output = new Output();
    const soles = this.#soles;
    output.putConstant(OPENING_BRACKET);
    for (let number = 0; number < soles.length; number++) {
      if (number > 0) output.putConstant(COMMA);
      const sole = soles[number];
      const key = this.#keys[number] ?? 'null';
      if (sole === undefined) output.putText(key);
      else {
        output.putConstant(sole.before);
        output.putString(key);
        output.putConstant(sole.after);
      }
    }
    output.putConstant(CLOSING_BRACKET);
    return output.endText();
  }

  #grow(): void {
    const slots = new Array<number>(this.#slots.length * GROWTH).fill(0);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#hashes.length; number++) {
      let at = (this.#hashes[number] ?? 0) & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = number + 1;
    }
    this.#slots = slots;
  }
}

/** A small integer, which needs no heap memory. */
function hashOf(key: string): number {
  let hash = SEED;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x5bd1e995) ^ (hash >>> 15);
  }
  return (hash ^ (hash >>> 13)) & 0x3fffffff;
}
