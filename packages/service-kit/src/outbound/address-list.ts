import type { Address } from './address.js';
import { HostAddresses, type HostAddressesOptions } from './host-addresses.js';

export interface AddressListOptions extends Omit<HostAddressesOptions, 'onChange' | 'onCircuitChange'> {
  /** The service's name in logs. */
  readonly name: string;
  /** Called when the last available address stops answering, and when one answers again. */
  readonly onCircuitChange?: ((isOpen: boolean) => void) | undefined;
  /** Called when the number of addresses may have changed. */
  readonly onSizeChange: (size: number) => void;
}

/** The addresses of a service, at all of its URLs. They follow the lookups of the URLs' hosts. */
export class AddressList {
  readonly #options: AddressListOptions;
  readonly #hosts: readonly HostAddresses[];
  #all: readonly Address[];
  #isUnavailable = false;

  constructor(urls: readonly string[], options: AddressListOptions) {
    this.#options = options;
    this.#hosts = urls.map(
      (url) =>
        new HostAddresses(url, {
          ...options,
          onChange: () => this.#update(),
          onCircuitChange: (address, isOpen) => this.#noteCircuit(address, isOpen),
        }),
    );
    this.#all = this.#hosts.flatMap(({ all }) => all);
  }

  get size(): number {
    return this.#all.length;
  }

  /** Whether all circuits are open. */
  get isUnavailable(): boolean {
    return this.#all.every(({ circuit }) => circuit.isOpen);
  }

  /**
   * The address with the fewest requests in flight. Addresses that the request has failed at are used only if no other
   * is available.
   */
  choose(failed: readonly Address[]): Address | undefined {
    const all = this.#all;
    if (all.length === 1) return all[0]?.circuit.isOpen === true ? undefined : all[0];
    const usable = all.filter(({ circuit }) => !circuit.isOpen);
    const others = failed.length > 0 ? usable.filter((address) => !failed.includes(address)) : usable;
    return leastLoaded(others.length > 0 ? others : usable);
  }

  /** Whether an address is available that the request has not failed at. */
  hasOther(failed: readonly Address[]): boolean {
    return this.#all.some((address) => !address.circuit.isOpen && !failed.includes(address));
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.close()));
  }

  #update(): void {
    this.#all = this.#hosts.flatMap(({ all }) => all);
    this.#options.onSizeChange(this.size);
    this.#noteAvailability();
  }

  #noteCircuit({ origin, ip }: Address, isOpen: boolean): void {
    const { logger, name } = this.#options;
    const message = isOpen ? 'does not answer: nothing is sent to it' : 'answers again';
    logger[isOpen ? 'error' : 'info']({ peer: name, origin, ip }, `${name} ${message}`);
    this.#noteAvailability();
  }

  #noteAvailability(): void {
    if (this.#isUnavailable === this.isUnavailable) return;
    this.#isUnavailable = this.isUnavailable;
    this.#options.onCircuitChange?.(this.#isUnavailable);
  }
}

function leastLoaded(addresses: readonly Address[]): Address | undefined {
  // Starting at a random address distributes requests among equally loaded ones.
  const start = Math.floor(Math.random() * addresses.length);
  let best = addresses[start];
  for (let step = 1; step < addresses.length; step += 1) {
    const next = addresses[(start + step) % addresses.length];
    if (next !== undefined && best !== undefined && next.circuit.inFlight < best.circuit.inFlight)
      best = next;
  }
  return best;
}
