import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * A host's addresses in random order, looked up for every connection. A name with several addresses gets its
 * connections spread over all of them, and an address that is new to the name its share as connections age.
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
