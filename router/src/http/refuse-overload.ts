import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { networkOf, type Logger } from '@supergraph/service-kit/service';
import type { LoadShedder } from '../limits/load.js';
import { readAddress } from '../limits/rate/address.js';
import type { AnsweredRequest } from '../metrics.js';
import { corsHeaders, VARY } from './cors.js';
import { readAccept } from './accept.js';
import type { OriginPolicy } from './origins.js';
import { isGraphQLPath } from './path.js';
import { overloaded } from './refusal.js';

export interface RefuseOverloadOptions {
  readonly shed: LoadShedder;
  readonly isAllowedOrigin: OriginPolicy;
  /** The number of trusted proxies before the router. */
  readonly trustedProxies: number;
  /** Whether the server is stopping: its answers then end their connections, which this one does not. */
  readonly isDraining: () => boolean;
  readonly logger: Logger;
  readonly observe: (answered: AnsweredRequest) => void;
  readonly countRefusal: (reason: string) => void;
}

const LOG_MS = 1_000;

/** The maximum number of networks whose refusals are counted apart within one line. */
const MAX_NETWORKS = 1_000;

/**
 * Refuses an operation for which there will be no place before anything else is done for it, its body not even read. Under
 * overload, most of a router's work may be refusals, and what they cost is taken from the operations that it answers. So
 * there is no access line and no span for them, but one line a second that counts them.
 *
 * @returns a function that says whether it has answered a request
 */
export function refuseOverload(options: RefuseOverloadOptions) {
  const { shed, isAllowedOrigin, trustedProxies, isDraining, observe, countRefusal } = options;
  const note = countInLog(options.logger);
  const { status, headers, body, failure = '' } = overloaded.answer;
  // A flat list of names and values: Node writes it without making an object of it first, which saves an eighth of the time.
  const fixed = Object.entries({
    ...headers,
    'x-content-type-options': 'nosniff',
    'content-length': String(Buffer.byteLength(body)),
    vary: VARY,
  }).flat();
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!isOperation(request) || isDraining()) return false;
    const address = readAddress(request, trustedProxies);
    if (!shed.refuses(address)) return false;
    const { accept, origin } = request.headers;
    const id = randomUUID();
    // In the media type that was asked for: Apollo Client reads no errors from another one unless its status is 200.
    const type = readAccept(accept)?.whole?.type ?? 'application/json';
    const sent = [...fixed, 'x-request-id', id, 'content-type', `${type}; charset=utf-8`];
    if (origin !== undefined) sent.push(...Object.entries(corsHeaders(origin, isAllowedOrigin)).flat());
    response.writeHead(status, sent).end(body);
    countRefusal(overloaded.reason);
    observe({ outcome: failure, seconds: 0, waitedSeconds: 0 });
    note(networkOf(address), id);
    return true;
  };
}

function isOperation({ method, url }: IncomingMessage): boolean {
  return (method === 'POST' || method === 'GET') && isGraphQLPath(url);
}

/** @returns a function that counts a refusal */
function countInLog(logger: Logger): (network: string, requestId: string) => void {
  let refused = 0;
  const byNetwork = new Map<string, number>();
  const write = (requestId: string) => {
    const [network, most] = [...byNetwork].reduce((a, b) => (b[1] > a[1] ? b : a));
    logger.warn({ refused, network, ofNetwork: most, requestId }, 'requests refused under overload');
    refused = 0;
    byNetwork.clear();
  };
  return (network, requestId) => {
    refused += 1;
    const known = byNetwork.get(network);
    if (known !== undefined || byNetwork.size < MAX_NETWORKS) byNetwork.set(network, (known ?? 0) + 1);
    if (refused === 1) setTimeout(write, LOG_MS, requestId).unref();
  };
}
