import { networkOf } from '@supergraph/service-kit';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RequestContext } from '../../context.js';
import { refuse } from '../../errors/refuse.js';
import type { SharedStore } from './redis.js';
import { createWindows } from './windows.js';

/** The grants of each window; 0 is no limit. */
export interface RateLimits {
  /** The cost of operations, to each signed-in user. */
  readonly costPerUser: number;
  /** The cost of operations, to each network address, whoever is behind it. */
  readonly costPerAddress: number;
  /** Requests to this router of any kind, from each network address. */
  readonly requestsPerAddress: number;
  /** In seconds. */
  readonly windowS: number;
}

/** Each throws a Refusal, RATE_LIMITED. */
export interface RateLimiter {
  /** Counts a request from an address before anything is looked at. Undefined when there is no limit. */
  readonly arrive: ((address: string) => void) | undefined;
  /** Takes what an operation costs. Undefined when there is no limit. */
  readonly charge: ((context: RequestContext, cost: number) => Promise<void>) | undefined;
}

/**
 * Whoever stays under every other limit can still ask all day. What counts of operations is cost, not their number:
 * one expensive query is a thousand cheap ones. Cost is counted in memory, for each router on its own; in Redis for
 * all routers together, and then in memory while Redis does not answer: a limit that fails closed would take the shop
 * down with it.
 *
 * Requests that are refused before their cost is known, by a forged token or a malformed query, take work too. So requests are
 * counted besides, by address alone and always in memory: none waits for that, and a flood never reaches Redis.
 */
export function createRateLimiter(limits: RateLimits, shared: SharedStore | undefined): RateLimiter {
  const { costPerUser, costPerAddress, requestsPerAddress, windowS } = limits;
  const arrivals = requestsPerAddress === 0 ? undefined : createWindows(requestsPerAddress, windowS);
  const open = (name: string, granted: number) =>
    granted === 0 ? undefined : openBudget(`router:${name}`, granted, windowS, shared);
  const users = open('user', costPerUser);
  const addresses = open('address', costPerAddress);
  return {
    arrive: arrivals && ((address) => refuseFor(arrivals.take(networkOf(address), 1))),
    charge:
      (users ?? addresses) &&
      (async ({ address, caller }, cost) => {
        // An operation that costs nothing is still one.
        const points = Math.max(1, cost);
        if (address !== undefined) refuseFor(await addresses?.(networkOf(address), points));
        if (caller.subject !== undefined) refuseFor(await users?.(caller.subject, points));
      }),
  };
}

/** @returns for how many milliseconds nothing more is granted; undefined when the points were */
type Budget = (key: string, points: number) => Promise<number | undefined> | number | undefined;

function openBudget(
  keyPrefix: string,
  points: number,
  duration: number,
  shared: SharedStore | undefined,
): Budget {
  const memory = createWindows(points, duration);
  if (shared === undefined) return (key, cost) => memory.take(key, cost);
  const redis = new RateLimiterRedis({
    keyPrefix,
    points,
    duration,
    storeClient: shared.client,
    // Whoever has used everything up is refused from memory until the window ends.
    inMemoryBlockOnConsumed: points,
  });
  return async (key, cost) => {
    if (!shared.isUp) return memory.take(key, cost);
    try {
      await redis.consume(key, cost);
      return undefined;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return refused.msBeforeNext;
      shared.failed(refused);
      return memory.take(key, cost);
    }
  };
}

function refuseFor(milliseconds: number | undefined): void {
  if (milliseconds === undefined) return;
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  throw refuse(429, 'RATE_LIMITED', `Too much was asked for lately: try again in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
    extensions: { retryAfter: seconds },
  });
}
