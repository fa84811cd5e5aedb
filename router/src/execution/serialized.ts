import type { Output } from './output.js';

const OPENING = '{"data":';
const CLOSING = '}';

/** The `data` of an answer, already written as JSON in the client's shape. */
export class SerializedData {
  /** A whole answer that consists of this data alone, in UTF-8. It must not be modified. */
  readonly body: Buffer;

  /** @param write writes an object or `null` as JSON */
  constructor(output: Output, write: (output: Output) => void) {
    output.putText(OPENING);
    write(output);
    output.putText(CLOSING);
    this.body = output.end();
  }

  /** A JSON text: an object, or `null`. */
  get json(): string {
    return this.body.toString('utf8', OPENING.length, this.body.length - CLOSING.length);
  }
}
