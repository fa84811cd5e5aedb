import type { LookupAddress } from 'node:dns';
import { Address, type AddressOptions } from './address.js';
import { HostWatcher, isFixedHost, type HostWatcherOptions } from './host-watcher.js';

export interface HostAddressesOptions
  extends Omit<AddressOptions, 'onUnreachable'>, Pick<HostWatcherOptions, 'intervalMs' | 'logger'> {
  /** Called when addresses were added or removed. */
  readonly onChange: () => void;
}

/** The maximum number of instances of one name. Of more addresses, 32 random ones are used. */
const MAX_INSTANCES = 32;

/**
 * An address is gone after it was missing from this many lookups in a row: some name services return only some of the
 * addresses each time, and an address that comes back keeps its connections and its circuit.
 */
const MISSED_LOOKUPS = 3;

/** The key of the address that has no IP address of its own: its connections look the host up. */
const BY_NAME = '';

interface UsedAddress {
  readonly address: Address;
  /** The number of lookups in a row that it was missing from. */
  missed: number;
}

/**
 * The addresses of one URL, one for each instance behind its host. Until the first lookup has succeeded there is one
 * without an IP address, as there always is for a host whose addresses do not change.
 */
export class HostAddresses {
  readonly #url: string;
  readonly #options: HostAddressesOptions;
  readonly #watcher: HostWatcher | undefined;
  /** By the IP addresses of the instance. */
  readonly #used = new Map<string, UsedAddress>();
  readonly #draining = new Set<Address>();

  constructor(url: string, options: HostAddressesOptions) {
    this.#url = url;
    this.#options = options;
    this.#add(BY_NAME);
    const { hostname: host } = new URL(url);
    if (isFixedHost(host)) return;
    this.#watcher = new HostWatcher({
      ...options,
      host,
      onAddresses: (addresses) => this.#replace(instancesOf(addresses)),
    });
  }

  get all(): readonly Address[] {
    return [...this.#used.values()].map(({ address }) => address);
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    await Promise.all([...this.all, ...this.#draining].map((address) => address.close()));
  }

  #replace(found: ReadonlyMap<string, readonly LookupAddress[]>): void {
    const gone = this.#findGone(found);
    const room = MAX_INSTANCES - (this.#used.size - gone.length);
    const added = shuffle([...found].filter(([key]) => !this.#used.has(key))).slice(0, room);
    for (const [key, ips] of added) this.#add(key, ips);
    for (const [key, { address }] of gone) {
      this.#used.delete(key);
      this.#drain(address);
    }
    if (added.length > 0 || gone.length > 0) this.#options.onChange();
  }

  #findGone(found: ReadonlyMap<string, unknown>): readonly [string, UsedAddress][] {
    for (const [key, used] of this.#used) used.missed = found.has(key) ? 0 : used.missed + 1;
    return [...this.#used].filter(([key, { missed }]) => key === BY_NAME || missed >= MISSED_LOOKUPS);
  }

  #add(key: string, ips?: readonly LookupAddress[]): void {
    const options = { ...this.#options, onUnreachable: () => this.#watcher?.refresh() };
    this.#used.set(key, { address: new Address(this.#url, options, ips), missed: 0 });
  }

  #drain(address: Address): void {
    this.#draining.add(address);
    void address.drain().finally(() => this.#draining.delete(address));
  }
}

/**
 * The instances that a lookup found. One IPv4 and one IPv6 address are most likely those of one instance, which need not
 * listen at both. With more, it is unknown which ones belong together, so those of one family are used: IPv4, because
 * most services listen at it.
 */
function instancesOf(addresses: readonly LookupAddress[]): ReadonlyMap<string, readonly LookupAddress[]> {
  const unique = [...new Map(addresses.map((each) => [each.address, each])).values()].sort((a, b) =>
    a.address < b.address ? -1 : 1,
  );
  const ofIPv4 = unique.filter(({ family }) => family === 4);
  const isOne = unique.length === 2 && ofIPv4.length === 1;
  const oneFamily = ofIPv4.length > 0 ? ofIPv4 : unique;
  const instances = isOne ? [unique] : oneFamily.map((each) => [each]);
  return new Map(instances.map((each) => [each.map(({ address }) => address).join(), each]));
}

function shuffle<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
