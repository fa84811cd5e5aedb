const FIRST_SLOTS = 1024;
const FIRST_BYTES = 16 * 1024;

/**
 * Numbers for the keys of documents, from 0 on, in a hash table without an object for each key: a few tens of bytes for
 * a document.
 */
export class DocumentNumbers {
  /** Open addressing. A slot holds a number plus 1, and 0 when it is free. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** The end of each key in `#bytes`. */
  #ends = new Uint32Array(FIRST_SLOTS / 2);
  #bytes = Buffer.alloc(FIRST_BYTES);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a key, which is new when the key is. `bytes` may be longer than the key. */
  of(bytes: Uint8Array, length: number): number {
    let slot = this.#firstSlot(bytes, 0, length);
    for (;;) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) break;
      if (this.#equals(number, bytes, length)) return number;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    this.#slots[slot] = this.#size + 1;
    return this.#add(bytes, length);
  }

  key(number: number): Buffer {
    return Buffer.from(this.#bytes.subarray(this.#start(number), this.#ends[number]));
  }

  #start(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #equals(number: number, bytes: Uint8Array, length: number): boolean {
    const start = this.#start(number);
    if ((this.#ends[number] ?? 0) - start !== length) return false;
    // Keys differ at their ends most often.
    for (let at = length - 1; at >= 0; at -= 1) if (this.#bytes[start + at] !== bytes[at]) return false;
    return true;
  }

  #firstSlot(bytes: Uint8Array, start: number, length: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < start + length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1);
  }

  #add(bytes: Uint8Array, length: number): number {
    const number = this.#size;
    const start = this.#start(number);
    while (start + length > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2);
    for (let at = 0; at < length; at += 1) this.#bytes[start + at] = bytes[at] ?? 0;
    this.#ends[number] = start + length;
    this.#size += 1;
    if (this.#size === this.#ends.length) this.#grow();
    return number;
  }

  #grow(): void {
    const ends = new Uint32Array(this.#ends.length * 2);
    ends.set(this.#ends);
    this.#ends = ends;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#size; number += 1) {
      const start = this.#start(number);
      let slot = this.#firstSlot(this.#bytes, start, (ends[number] ?? 0) - start);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = number + 1;
    }
  }
}
