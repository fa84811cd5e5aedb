import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * Looks up a host's addresses for every connection and returns them in random order. Connections are therefore spread
 * over all addresses of a name, and a new address receives its share as connections are replaced by age.
 */
export const lookupAnyAddress: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first, ...rest] = error === null ? shuffle(addresses) : [];
    if (first === undefined) callback(error ?? new Error(`${hostname} has no address`), '', 0);
    else if (options.all === true) callback(null, [first, ...rest]);
    else callback(null, first.address, first.family);
  });
};

function shuffle(addresses: readonly LookupAddress[]): LookupAddress[] {
  return addresses
    .map((address) => ({ address, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ address }) => address);
}
