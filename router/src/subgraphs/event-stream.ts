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
  #event: string | undefined;
  #id: string | undefined;
  #data: string[] = [];

  constructor(receive: (event: ServerSentEvent) => void) {
    this.#receive = receive;
  }

  /** The length of the text that no event has used yet. */
  get unread(): number {
    return this.#rest.length + this.#data.reduce((sum, { length }) => sum + length, 0);
  }

  feed(text: string): void {
    const whole = this.#rest + text;
    // A line feed that belongs to this carriage return may be in the next piece.
    const end = whole.endsWith('\r') ? whole.length - 1 : whole.length;
    const lines = whole.slice(0, end).split(LINE);
    this.#rest = (lines.pop() ?? '') + whole.slice(end);
    for (const line of lines) this.#read(line);
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
    else if (field === 'data') this.#data.push(value);
  }

  #dispatch(): void {
    // GraphQL's `complete` may come without data, so a name alone is an event too.
    if (this.#data.length > 0 || this.#event !== undefined)
      this.#receive({ event: this.#event, id: this.#id, data: this.#data.join('\n') });
    this.#event = undefined;
    this.#id = undefined;
    this.#data = [];
  }
}
