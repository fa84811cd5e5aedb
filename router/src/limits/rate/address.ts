import type { IncomingMessage } from 'node:http';

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
  const hops = text?.split(',').map((hop) => hop.trim()) ?? [];
  return hops.at(-trustedProxies) ?? direct;
}

/** Whoever has an IPv6 address has the other 2⁶⁴ of its network too. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice('::ffff:'.length);
  const [head = '', tail] = address.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right].slice(0, 4).join(':');
}
