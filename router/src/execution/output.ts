/** Below this length a loop over the characters is faster than a regular expression and a call out of JavaScript. */
const SHORT = 48;
// eslint-disable-next-line no-control-regex -- these are what JSON escapes
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;
const QUOTE = 34;
const BACKSLASH = 92;
const ZERO = 48;
/** A UTF-16 unit takes at most three bytes in UTF-8. */
const BYTES_PER_UNIT = 3;
const INITIAL_BYTES = 64 * 1024;
/** An output that grows beyond this size is not reused for the next answer. */
const LARGE_BYTES = 4 * 1024 * 1024;

/** The memory for the next output. Writing is synchronous, so all answers can use the same. */
let kept: Buffer | undefined;

/**
 * Writes JSON directly as bytes. Joining pieces of text would allocate an object for each piece and copy all of them
 * again; here each character is read once, escaped if necessary, and written to its final position.
 */
export class Output {
  #bytes = kept ?? Buffer.allocUnsafeSlow(INITIAL_BYTES);
  #length = 0;
  #isAscii = true;

  constructor() {
    kept = undefined;
  }

  get length(): number {
    return this.#length;
  }

  /** Whether everything that was written is known to be ASCII. */
  get isAscii(): boolean {
    return this.#isAscii;
  }

  /** Removes everything that was written after a position. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** Writes ASCII text that is known in advance. */
  putConstant(constant: Uint8Array): void {
    const { length } = constant;
    const bytes = this.#reserve(length);
    const at = this.#length;
    for (let index = 0; index < length; index++) bytes[at + index] = constant[index] ?? 0;
    this.#length = at + length;
  }

  /** Writes any text without escaping. */
  putText(text: string): void {
    const { length } = text;
    const bytes = this.#reserve(length * BYTES_PER_UNIT);
    if (length < SHORT && writeAscii(text, bytes, this.#length)) {
      this.#length += length;
      return;
    }
    const written = bytes.write(text, this.#length);
    if (written !== length) this.#isAscii = false;
    this.#length += written;
  }

  /** Writes a string as JSON, as `JSON.stringify` does. */
  putString(text: string): void {
    const { length } = text;
    const bytes = this.#reserve(length * BYTES_PER_UNIT + 2);
    let at = this.#length;
    bytes[at++] = QUOTE;
    if (length < SHORT) {
      for (let index = 0; index < length; index++) {
        const code = text.charCodeAt(index);
        if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) {
          this.putText(JSON.stringify(text));
          return;
        }
        bytes[at++] = code;
      }
    } else if (ESCAPED.test(text)) {
      this.putText(JSON.stringify(text));
      return;
    } else {
      const written = bytes.write(text, at);
      if (written !== length) this.#isAscii = false;
      at += written;
    }
    bytes[at++] = QUOTE;
    this.#length = at;
  }

  /** @param value an integer that JSON writes without an exponent */
  putInteger(value: number): void {
    if (value < 0 || value > 999_999_999) {
      this.putText(String(value));
      return;
    }
    let digits = 1;
    for (let bound = 10; value >= bound; bound *= 10) digits += 1;
    const bytes = this.#reserve(digits);
    let left = value;
    for (let at = this.#length + digits - 1; at >= this.#length; at--) {
      const rest = (left / 10) | 0;
      bytes[at] = ZERO + left - rest * 10;
      left = rest;
    }
    this.#length += digits;
  }

  /** Writes the bytes between two positions again. */
  repeat(start: number, end: number): void {
    const bytes = this.#reserve(end - start);
    bytes.copyWithin(this.#length, start, end);
    this.#length += end - start;
  }

  /** Returns everything that was written. The output must not be used afterwards. */
  end(): Buffer {
    const written = this.#bytes.subarray(0, this.#length);
    // A buffer too large to be kept belongs to the answer and needs no copy.
    return this.#keep() ? Buffer.from(written) : written;
  }

  /** Returns everything that was written, as text. The output must not be used afterwards. */
  endText(): string {
    this.#keep();
    return this.#bytes.toString(this.#isAscii ? 'latin1' : 'utf8', 0, this.#length);
  }

  #keep(): boolean {
    if (this.#bytes.length > LARGE_BYTES) return false;
    kept = this.#bytes;
    return true;
  }

  #reserve(count: number): Buffer {
    const needed = this.#length + count;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    return this.#bytes;
  }
}

/** @returns false, after writing a part of the text, when it is not ASCII */
function writeAscii(text: string, bytes: Buffer, at: number): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return false;
    bytes[at + index] = code;
  }
  return true;
}

/** The bytes of text that is known in advance. */
export function constantOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
