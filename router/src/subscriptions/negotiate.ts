import type { Framing } from './framing.js';
import { multipart } from './multipart.js';
import { sse } from './sse.js';

/** Nearly all requests are for whole answers, and need no look at each media type. */
const MAY_ACCEPT = /event-stream|multipart/i;

/** The protocol in which a client accepts a subscription over HTTP; undefined when it accepts none. */
export function negotiateStream(accept: string | undefined): Framing | undefined {
  if (accept === undefined || !MAY_ACCEPT.test(accept)) return undefined;
  const ranges = accept.toLowerCase().split(',');
  if (ranges.some((range) => isType(range, 'text/event-stream'))) return sse;
  const isMultipart = (range: string) =>
    isType(range, 'multipart/mixed') && /;\s*subscriptionspec\s*=\s*"?1\.0"?/.test(range);
  return ranges.some(isMultipart) ? multipart : undefined;
}

function isType(range: string, type: string): boolean {
  return range.split(';', 1)[0]?.trim() === type;
}
