import type { LookupAddress } from 'node:dns';
import { Address, type AddressOptions } from './address.js';
import { HostWatcher, isFixedHost, type HostWatcherOptions } from './host-watcher.js';

export interface HostAddressesOptions
  extends Omit<AddressOptions, 'onUnreachable'>, Pick<HostWatcherOptions, 'intervalMs' | 'logger'> {
  /** Called when addresses were added or removed. */
  readonly onChange: () => void;
}

/** The maximum number of instances that one name may have. Which of more are used is left to chance. */
const MAX_INSTANCES = 32;

/** The key of the address that has no IP address of its own: its connections look the host up. */
const BY_NAME = '';

/**
 * The addresses of one URL, one for each instance behind its host. Until the first lookup has succeeded there is one
 * without an IP address, as there always is for a host whose addresses do not change.
 */
export class HostAddresses {
  readonly #url: string;
  readonly #options: HostAddressesOptions;
  readonly #watcher: HostWatcher | undefined;
  /** By the IP addresses of the instance. */
  readonly #used = new Map<string, Address>();
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
    return [...this.#used.values()];
  }

  async close(): Promise<void> {
    this.#watcher?.close();
    await Promise.all([...this.all, ...this.#draining].map((address) => address.close()));
  }

  #replace(found: ReadonlyMap<string, readonly LookupAddress[]>): void {
    const known = [...found].filter(([key]) => this.#used.has(key));
    const added = shuffle([...found].filter(([key]) => !this.#used.has(key)));
    const wanted = new Map([...known, ...added].slice(0, MAX_INSTANCES));
    const gone = [...this.#used].filter(([key]) => !wanted.has(key));
    for (const [key, addresses] of wanted) if (!this.#used.has(key)) this.#add(key, addresses);
    for (const [key, address] of gone) {
      this.#used.delete(key);
      this.#drain(address);
    }
    if (added.length > 0 || gone.length > 0) this.#options.onChange();
  }

  #add(key: string, ips?: readonly LookupAddress[]): void {
    const options = { ...this.#options, onUnreachable: () => this.#watcher?.refresh() };
    this.#used.set(key, new Address(this.#url, options, ips));
  }

  #drain(address: Address): void {
    this.#draining.add(address);
    void address.drain().finally(() => this.#draining.delete(address));
  }
}

/**
 * The instances that a lookup found. One IPv4 and one IPv6 address are most likely those of one instance, which need not
 * listen at both.
 */
function instancesOf(addresses: readonly LookupAddress[]): ReadonlyMap<string, readonly LookupAddress[]> {
  const unique = [...new Map(addresses.map((each) => [each.address, each])).values()].sort((a, b) =>
    a.address < b.address ? -1 : 1,
  );
  const isOne = unique.length === 2 && unique[0]?.family !== unique[1]?.family;
  const instances = isOne ? [unique] : unique.map((each) => [each]);
  return new Map(instances.map((each) => [each.map(({ address }) => address).join(), each]));
}

function shuffle<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
