import { randomUUID } from 'node:crypto';
import { ENVELOPE_HEADER } from '../envelope/signer.js';
import { writeTraceContext } from '../telemetry/trace-context.js';
import type { OutboundOptions, OutboundRequest } from './client.js';

type Sender = Pick<OutboundRequest, 'caller' | 'requestId' | 'trace'>;
type Receiver = Pick<OutboundOptions<unknown>, 'name' | 'signer'>;

/** The headers of a request, for undici: names and values in turn. */
export function writeHeaders(
  host: string,
  body: string,
  { caller, requestId, trace }: Sender,
  { name, signer }: Receiver,
): string[] {
  const headers = ['host', host, 'content-type', 'application/json', 'accept', 'application/json'];
  if (trace !== undefined) headers.push(...writeTraceContext(trace));
  if (signer !== undefined) {
    headers.push(ENVELOPE_HEADER, signer.sign({ audience: name, body, caller, requestId }));
  }
  return headers;
}

/** The headers of our own health probe. */
export function writeProbeHeaders(host: string, body: string, receiver: Receiver): string[] {
  const sender = {
    caller: { subject: undefined, scopes: new Set<string>() },
    requestId: `probe-${randomUUID()}`,
  };
  return writeHeaders(host, body, sender, receiver);
}
