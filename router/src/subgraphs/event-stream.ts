/** One message of a stream of Server-Sent Events. */
export interface ServerSentEvent {
  /** The name of its type. */
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: string;
}

const LINE = /\r\n|\n|\r/;

/**
 * Reads Server-Sent Events from pieces of text that may end anywhere, as the HTML standard defines them.
 *
 * @param receive called with each complete event
 */
export class EventStreamReader {
  readonly #receive: (event: ServerSentEvent) => void;
  /** The beginning of a line whose end has not arrived. */
  #rest = '';
  /** Whether the text so far ends with a carriage return. */
  #isAfterReturn = false;
  #event: string | undefined;
  #id: string | undefined;
  #data: string[] = [];
  /** The length of the data and its line ends. */
  #dataLength = 0;

  constructor(receive: (event: ServerSentEvent) => void) {
    this.#receive = receive;
  }

  /** The length of the text that no event has used yet. */
  get unread(): number {
    return this.#rest.length + this.#dataLength;
  }

  /** Searches only the new text for line ends: each piece of a long line would cost as much as all before it. */
  feed(text: string): void {
    if (text === '') return;
    // This line feed belongs to the carriage return at the end of the previous piece.
    const lines = (this.#isAfterReturn && text.startsWith('\n') ? text.slice(1) : text).split(LINE);
    this.#isAfterReturn = text.endsWith('\r');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      const whole = this.#rest + line;
      this.#rest = '';
      this.#read(whole);
    }
    this.#rest += rest;
  }

  #read(line: string): void {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') this.#event = value;
    else if (field === 'id') this.#id = value;
    else if (field === 'data') {
      this.#data.push(value);
      this.#dataLength += value.length + 1;
    }
  }

  #dispatch(): void {
    // GraphQL's `complete` may come without data, so a name alone is an event too.
    if (this.#data.length > 0 || this.#event !== undefined)
      this.#receive({ event: this.#event, id: this.#id, data: this.#data.join('\n') });
    this.#event = undefined;
    this.#id = undefined;
    this.#data = [];
    this.#dataLength = 0;
  }
}
