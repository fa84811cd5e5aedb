import type { Frame } from './payload.js';
import type { Ending } from './subscriber.js';

/** The format of a subscription in the body of an HTTP response. */
export interface Framing {
  readonly contentType: string;
  /** The first bytes of the body. */
  readonly begin: (startId: string | undefined) => string;
  readonly next: Frame;
  /** A heartbeat. */
  readonly beat: string;
  /** The last bytes of the body. */
  readonly end: (ending: Ending) => string;
}
