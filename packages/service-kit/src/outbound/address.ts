import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Pool } from 'undici';
import { AgingPool } from './aging-pool.js';
import { Circuit, type CircuitRules, type Health, type Verdict } from './circuit.js';
import { exchange, ExchangeError, type ExchangeAnswer, type StopSignal } from './exchange.js';
import { RunningExchanges } from './running-exchanges.js';

export interface AddressOptions {
  /** The maximum number of connections. */
  readonly connections: number;
  /** The maximum time to open a connection, in milliseconds. */
  readonly connectMs: number;
  /** The age at which connections begin to be replaced, in milliseconds. */
  readonly connectionAgeMs: number;
  /** The maximum size of an answer, in bytes. */
  readonly maxResponseBytes: number;
  readonly circuit: CircuitRules;
  /** The headers of our own health probe to this host. */
  readonly probeHeaders: (host: string, body: string) => string[];
  /** Resolves the host of an address without IP addresses. */
  readonly lookup: LookupFunction;
  readonly onCircuitChange: (address: Address, isOpen: boolean) => void;
  /** Called when no connection can be opened. */
  readonly onUnreachable: () => void;
}

/** One attempt at one address. */
export interface Attempt {
  readonly headers: string[];
  readonly body: string;
  /** In milliseconds, until the last byte of the answer. */
  readonly limitMs: number;
  /** Whether the limit is the service's full time limit. Only then is a time-out evidence about the service. */
  readonly isFullTime: boolean;
  readonly signal: StopSignal | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly now: number;
}

/** A query that is valid for every GraphQL schema. */
const PROBE = '{"query":"{ __typename }"}';

/**
 * Failures that are no evidence about the service: caused by the client, by the size of the answer, or by a circuit that
 * is open already.
 */
const saysNothing: ReadonlySet<string> = new Set(['aborted', 'too large', 'silent']);

/**
 * One address of a service with its connections and its circuit breaker. Connections are replaced by age, so that new
 * instances behind a load balancer receive their share of the requests.
 */
export class Address {
  readonly host: string;
  readonly origin: string;
  /** The IP address that it connects to; undefined if each connection looks the host up. */
  readonly ip: string | undefined;
  readonly circuit: Circuit;
  readonly #options: AddressOptions;
  readonly #pool: AgingPool;
  /** Probes have a connection of their own, because requests may wait for an answer on all the others. */
  readonly #probes: Pool;
  readonly #path: string;
  readonly #running = new RunningExchanges();
  #onDrained: (() => void) | undefined;

  /** @param ips the IP addresses of the one instance that it connects to. Default: those of the URL's host. */
  constructor(url: string, options: AddressOptions, ips?: readonly LookupAddress[]) {
    const { origin, pathname, search, host } = new URL(url);
    this.host = host;
    this.origin = origin;
    this.ip = ips?.map(({ address }) => address).join();
    this.#path = pathname + search;
    this.#options = options;
    // The pools keep the URL's origin, so that the TLS server name and the `host` header are those of the name.
    const lookup = ips === undefined ? options.lookup : lookupOf(ips);
    const connect = { timeout: options.connectMs, lookup };
    this.#probes = new Pool(origin, { connections: 1, pipelining: 0, connect });
    this.#pool = new AgingPool(
      origin,
      {
        connections: options.connections,
        pipelining: 1,
        // Shorter than the 65 s for which our services keep an idle connection; otherwise a request could meet its
        // closing.
        keepAliveTimeout: 30_000,
        keepAliveMaxTimeout: 60_000,
        connect,
      },
      options.connectionAgeMs,
    );
    this.circuit = new Circuit({
      ...options.circuit,
      probe: (limitMs) => this.#probe(limitMs),
      onSilence: () => this.#running.stopAll('silent'),
      onChange: (isOpen) => options.onCircuitChange(this, isOpen),
    });
  }

  /** @throws ExchangeError unless a complete answer arrives in time */
  async send(attempt: Attempt): Promise<ExchangeAnswer> {
    const { circuit } = this;
    circuit.begin(attempt.now);
    let verdict: Verdict = 'nothing';
    try {
      const answer = await this.#exchange(this.#pool.at(attempt.now), attempt, this.#running);
      verdict = answer.status >= 500 ? 'failing' : 'alive';
      return answer;
    } catch (error) {
      verdict = judge(error, attempt);
      if (error instanceof ExchangeError && !error.wasSent && error.failure === 'unanswered')
        this.#options.onUnreachable();
      throw error;
    } finally {
      circuit.end(verdict, attempt.now, performance.now());
      if (circuit.inFlight === 0) this.#onDrained?.();
    }
  }

  /** Whether requests may be sent to it. */
  get isUsable(): boolean {
    return !this.circuit.isOpen && this.#onDrained === undefined;
  }

  /** Closes it when its requests in flight have ended. No further request may be sent. */
  async drain(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onDrained = resolve;
      if (this.circuit.inFlight === 0) resolve();
    });
    await this.close();
  }

  async close(): Promise<void> {
    this.circuit.close();
    await Promise.all([this.#pool.destroy(), this.#probes.destroy()]);
  }

  #exchange(
    dispatcher: Pool,
    { headers, body, limitMs, signal }: Pick<Attempt, 'headers' | 'body' | 'limitMs' | 'signal'>,
    running?: RunningExchanges,
  ): Promise<ExchangeAnswer> {
    return exchange({
      dispatcher,
      origin: this.origin,
      path: this.#path,
      headers,
      body,
      timeoutMs: limitMs,
      maxResponseBytes: this.#options.maxResponseBytes,
      signal,
      running,
    });
  }

  async #probe(limitMs: number): Promise<Health> {
    try {
      const headers = this.#options.probeHeaders(this.host, PROBE);
      const probe = { headers, body: PROBE, limitMs, signal: undefined };
      return (await this.#exchange(this.#probes, probe)).status < 500 ? 'alive' : 'failing';
    } catch {
      return 'silent';
    }
  }
}

function judge(error: unknown, { isFullTime }: Attempt): Verdict {
  const failure = error instanceof ExchangeError ? error.failure : 'aborted';
  if (saysNothing.has(failure)) return 'nothing';
  if (failure !== 'timed out') return 'failing';
  return isFullTime ? 'silent' : 'nothing';
}

function lookupOf(ips: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = ips;
    if (all !== true && first !== undefined) callback(null, first.address, first.family);
    else callback(null, [...ips]);
  };
}
