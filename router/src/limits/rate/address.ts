import type { IncomingMessage } from 'node:http';
import { readIpAddress } from '@supergraph/service-kit';

/**
 * The address a request came from. Clients can write any `X-Forwarded-For` they like: only what our own proxies added,
 * at its right end, is believed, and only when we are told how many they are.
 *
 * @param trustedProxies how many proxies of ours stand before the router
 */
export function readAddress(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const { 'x-forwarded-for': forwarded } = request.headers;
  const text = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
  const hop = text?.split(',').at(-trustedProxies);
  return (hop && readIpAddress(hop)) ?? direct;
}
