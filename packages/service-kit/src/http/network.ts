import { isIP, isIPv6 } from 'node:net';

/**
 * The network that a limit per address treats as one client: an IPv4 address, or the first half of an IPv6 address,
 * because one subscriber line usually has all of the second half. All spellings of an address give the same network.
 */
export function networkOf(address: string): string {
  // This runs for every request, and nearly always with an address that Node wrote.
  if (!address.includes(':')) return address.trim().toLowerCase();
  const plain = bareAddress(address);
  if (!isIPv6(plain)) return plain;
  const groups = expand(plain);
  const mapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  return mapped ? toIPv4(groups) : `${groups.slice(0, 4).join(':')}::/64`;
}

/** @returns the address without the port, brackets or zone that proxies add; undefined when it is not an IP address */
export function readIpAddress(text: string): string | undefined {
  const plain = bareAddress(text);
  return isIP(plain) === 0 ? undefined : plain;
}

function bareAddress(text: string): string {
  const [plain = ''] = text.trim().toLowerCase().split('%', 1);
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(plain)?.[1];
  if (bracketed !== undefined) return bracketed;
  return /^([\d.]+):\d+$/.exec(plain)?.[1] ?? plain;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): string[] {
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((part) => part.toString(16)).join(':'),
  );
  const [head = '', tail] = hexadecimal.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}

function toIPv4(groups: readonly string[]): string {
  return groups
    .slice(6)
    .flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 255];
    })
    .join('.');
}
