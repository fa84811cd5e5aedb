import { ADDRCONFIG, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Logger } from '../logger.js';

export interface HostWatcherOptions {
  readonly host: string;
  readonly lookup: LookupFunction;
  /** The time between two lookups, in milliseconds. */
  readonly intervalMs: number;
  readonly logger: Logger;
  /** Called with the addresses that each successful lookup found, at least one. */
  readonly onAddresses: (addresses: readonly LookupAddress[]) => void;
}

/** The minimum time between two lookups, in milliseconds. Many requests may fail to connect at once. */
const MIN_AGE_MS = 500;

/** Looks up a host again and again, with the system's resolver. A failed lookup changes nothing. */
export class HostWatcher {
  readonly #options: HostWatcherOptions;
  #timer: NodeJS.Timeout | undefined;
  #lookedUpAt = 0;
  #isFailing = false;
  #isClosed = false;

  constructor(options: HostWatcherOptions) {
    this.#options = options;
    this.#lookUp();
  }

  /** Looks the host up as soon as the last lookup is old enough. */
  refresh(): void {
    // Without a timer, a lookup is in progress, or there will be none.
    if (this.#timer === undefined) return;
    this.#lookUpIn(Math.max(0, this.#lookedUpAt + MIN_AGE_MS - performance.now()));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #lookUpIn(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lookUp(), waitMs).unref();
  }

  #lookUp(): void {
    this.#timer = undefined;
    // As for each connection that Node opens: no IPv6 address where the machine has none itself.
    this.#options.lookup(this.#options.host, { all: true, hints: ADDRCONFIG }, (error, addresses) => {
      if (this.#isClosed) return;
      this.#lookedUpAt = performance.now();
      this.#lookUpIn(this.#options.intervalMs);
      if (error === null && typeof addresses !== 'string' && addresses.length > 0) this.#found(addresses);
      else this.#failed(error);
    });
  }

  #found(addresses: readonly LookupAddress[]): void {
    const { host, logger, onAddresses } = this.#options;
    if (this.#isFailing) logger.info({ host }, `${host} can be looked up again`);
    this.#isFailing = false;
    onAddresses(addresses);
  }

  #failed(err: Error | null): void {
    const { host, logger } = this.#options;
    if (!this.#isFailing)
      logger.warn({ host, err }, `${host} cannot be looked up: its last known addresses stay in use`);
    this.#isFailing = true;
  }
}

/** Whether a host never changes its addresses: an IP address, or this machine. */
export function isFixedHost(host: string): boolean {
  return host === 'localhost' || host.startsWith('[') || isIP(host) !== 0;
}
