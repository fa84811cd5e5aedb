import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createConcurrencyGate, networkOf, type Place } from '@supergraph/service-kit/service';

/** Refuses work under overload. */
export interface LoadShedder {
  /** Whether an operation of this address would be refused at once, so that its request need not be read. */
  refuses(address: string): boolean;
  /** @returns a place when one more operation of this address may start; `leave` must follow */
  enter(address: string): Place | undefined | Promise<Place | undefined>;
  /** Stops counting an operation while it waits for its plan: the planner's queue has a limit of its own. */
  discount(place: Place): void;
  /** @param isSample whether the operation's latency measures the load: a refusal's or a failure's does not */
  leave(place: Place, isSample: boolean): void;
  close(): void;
}

export interface LoadLimits {
  /** The limit of concurrent operations; `auto` adapts it to their latency. */
  readonly concurrent: number | 'auto';
  /** The mean delay of timers above which new work is refused, in milliseconds. */
  readonly maxDelayMs: number;
  /** Called with the limit of concurrent operations whenever it changes. */
  readonly observe?: (limit: number) => void;
}

/**
 * A mean latency of 25 ms never counts as overload. With 50 ms, no more operations were answered in a second, and each
 * took a third longer. An operation that waits for a subgraph that stands still is long after a quarter of a second, so
 * the minimum needs to keep no room for such operations. With a minimum of 8, a router and its subgraphs on one core
 * answered a tenth less under overload, because operations that run together share reads; operations that begin with at
 * most this many in flight also set the latency that is normal. The limit at the start admits an ordinary burst, and is
 * low enough that the queue behind it is answered within seconds.
 */
const AUTO = { min: 16, start: 256, max: 1_000, toleratedMs: 25, tolerance: 1.5, longMs: 250 };

/**
 * The next request to arrive takes a free place almost as soon as one that waits, and to wait in vain costs several times as
 * much as to be refused at once.
 */
const MAX_STANDING = 2;

const SAMPLE_MS = 20;
const CHECK_MS = 500;
/** The number of consecutive late checks that count as overload, since one long task does not. */
const LATE_CHECKS = 2;

/**
 * A server that accepts more than it can do answers every client too late. An immediate refusal costs almost nothing
 * and leaves enough capacity for the operations in progress; `Retry-After` tells the other clients when to try again.
 * Overload shows as latency that rises with the number of concurrent operations, and as a late event loop.
 */
export function createLoadShedder({ concurrent, maxDelayMs, observe }: LoadLimits): LoadShedder {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  const gate = createConcurrencyGate({
    limit: concurrent === 'auto' ? AUTO : concurrent,
    maxStanding: MAX_STANDING,
    observe,
  });
  /** The latency of their operations says nothing about the load. */
  const discounted = new WeakSet<Place>();
  let lateChecks = 0;
  const timer = setInterval(() => {
    lateChecks = delay.mean / 1e6 - SAMPLE_MS > maxDelayMs ? lateChecks + 1 : 0;
    delay.reset();
  }, CHECK_MS).unref();
  // One operation is always admitted: without it, no measurement would show that the load has ended.
  const isLate = () => lateChecks >= LATE_CHECKS && gate.inFlight > 0;
  return {
    refuses: (address) => isLate() || gate.refuses(networkOf(address)),
    enter: (address) => (isLate() ? undefined : gate.enter(networkOf(address))),
    discount(place) {
      discounted.add(place);
      gate.discount(place);
    },
    leave(place, isSample) {
      gate.leave(place, isSample && !discounted.has(place));
    },
    close() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
