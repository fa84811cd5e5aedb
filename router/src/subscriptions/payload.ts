/** One message of a subscription: a GraphQL response. */
export class Payload {
  readonly json: string;
  /** The position in the stream from which a client continues after this message. */
  readonly eventId: string | undefined;
  readonly #frames = new Map<Frame, Buffer>();
  #result: Readonly<Record<string, unknown>> | undefined;

  constructor(body: string | Buffer, eventId?: string) {
    this.json = body.toString();
    this.eventId = eventId;
  }

  /** The message in a protocol's frame, encoded once for all subscribers. */
  framed(frame: Frame): Buffer {
    const known = this.#frames.get(frame);
    if (known !== undefined) return known;
    const framed = Buffer.from(frame(this));
    this.#frames.set(frame, framed);
    return framed;
  }

  get result(): Readonly<Record<string, unknown>> {
    return (this.#result ??= JSON.parse(this.json) as Readonly<Record<string, unknown>>);
  }
}

/** Encodes a message for one protocol. */
export type Frame = (payload: Payload) => string;
