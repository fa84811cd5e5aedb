import type { Framing } from '../subscriptions/framing.js';
import { negotiateStream } from '../subscriptions/negotiate.js';
import type { IncrementalFormat } from './incremental/format.js';
import { negotiateIncremental } from './incremental/negotiate.js';
import { negotiate, type Negotiated } from './media-type.js';

/** The forms of an answer that a client accepts, at least one. */
export interface Accepted {
  readonly whole: Negotiated | undefined;
  /** The protocol of subscriptions. */
  readonly stream: Framing | undefined;
  readonly parts: IncrementalFormat | undefined;
}

/** Clients send one of a handful of these, so the cache is small. */
const known = new Map<string | undefined, Accepted | undefined>();
const MAX_KNOWN = 100;

/**
 * Reads an `accept` header.
 *
 * @returns undefined when the client accepts no answer of this server
 */
export function readAccept(header: string | undefined): Accepted | undefined {
  const found = known.get(header);
  if (found !== undefined) return found;
  const accepted = {
    whole: negotiate(header),
    stream: negotiateStream(header),
    parts: negotiateIncremental(header),
  };
  if (Object.values(accepted).every((form) => form === undefined)) return undefined;
  if (known.size < MAX_KNOWN) known.set(header, accepted);
  return accepted;
}
