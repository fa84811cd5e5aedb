import { networkOf } from '@supergraph/service-kit/service';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RequestContext } from '../../context.js';
import { refuse } from '../../errors/refuse.js';
import type { SharedStore } from './redis.js';
import { createWindows } from './windows.js';

/** The points per window; 0 sets no limit. */
export interface RateLimits {
  /** The cost of operations, for each signed-in user. */
  readonly costPerUser: number;
  /** The cost of operations, for each network address, for all its users together. */
  readonly costPerAddress: number;
  /** All requests to this router, for each network address. */
  readonly requestsPerAddress: number;
  /** In seconds. */
  readonly windowS: number;
}

/** Both throw a Refusal with the code RATE_LIMITED. */
export interface RateLimiter {
  /** Counts a request from an address before it is read. Undefined without a limit. */
  readonly arrive: ((address: string) => void) | undefined;
  /** Charges the cost of an operation. Undefined without a limit. */
  readonly charge: ((context: RequestContext, cost: number) => Promise<void>) | undefined;
}

/**
 * A client below every other limit can still send requests all day. Operations are limited by their cost and not by
 * their number, because one expensive query costs as much as a thousand cheap ones. Cost is counted in memory for each
 * router, or in Redis for all routers together. While Redis does not answer, each router counts in memory, because a
 * limit that fails closed would take the shop down with Redis.
 *
 * Requests that are refused before their cost is known, because of a forged token or a malformed query, cost work too.
 * So requests are also counted, by address alone and always in memory, so that no request waits for it and a flood
 * never reaches Redis.
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

/** @returns the time until more is granted, in milliseconds; undefined when the points were granted */
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
    // A caller without points is refused from memory until the window ends.
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
  throw refuse(429, 'RATE_LIMITED', `The rate limit is used up: try again in ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
    extensions: { retryAfter: seconds },
  });
}
