import type { Frame } from './payload.js';
import type { Ending } from './subscriber.js';

/** How a protocol writes a subscription into the body of an HTTP answer. */
export interface Framing {
  readonly contentType: string;
  /** The body's first bytes. */
  readonly begin: (startId: string | undefined) => string;
  readonly next: Frame;
  /** Shows that the connection is alive. */
  readonly beat: string;
  /** The body's last bytes. */
  readonly end: (ending: Ending) => string;
}
