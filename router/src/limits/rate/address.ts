import type { IncomingMessage } from 'node:http';
import { readIpAddress } from '@supergraph/service-kit/service';

/**
 * The client address of a request. Clients can write any `X-Forwarded-For`, so only the entries at its right end, which
 * trusted proxies added, are used, and only when the number of these proxies is configured.
 *
 * @param trustedProxies the number of trusted proxies before the router
 */
export function readAddress(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const { 'x-forwarded-for': forwarded } = request.headers;
  const text = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  const hop = text?.split(',').at(-trustedProxies);
  return (hop && readIpAddress(hop)) ?? direct;
}
