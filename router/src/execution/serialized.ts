import type { Output } from './output.js';

const OPENING = '{"data":';
const CLOSING = '}';

/** The size from which a body is kept as bytes. Node sends a shorter text in one piece with its headers. In bytes. */
const LARGE = 8_192;

/** The `data` of an answer, already written as JSON in the client's shape. */
export class SerializedData {
  /** A whole answer that consists of this data alone. Bytes are UTF-8, and must not be modified. */
  readonly body: string | Buffer;
  /** Whether the body is known to be ASCII: its length is then the same in characters and in bytes. */
  readonly isAscii: boolean;

  /** @param write writes an object or `null` as JSON */
  constructor(output: Output, write: (output: Output) => void) {
    output.putText(OPENING);
    write(output);
    output.putText(CLOSING);
    this.isAscii = output.isAscii;
    this.body = output.length < LARGE ? output.endText() : output.end();
  }

  /** A JSON text: an object, or `null`. */
  get json(): string {
    const { body } = this;
    const end = body.length - CLOSING.length;
    return typeof body === 'string'
      ? body.slice(OPENING.length, end)
      : body.toString('utf8', OPENING.length, end);
  }
}
