import type { Logger } from '@supergraph/service-kit';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { OperationContext } from '../../operation/context.js';
import { refuse } from '../../operation/refuse.js';
import { networkOf } from './address.js';
import type { RedisClient } from './redis.js';

/** How much cost is granted in each window. */
export interface RateLimits {
  /** To each signed-in user; 0 grants any. */
  readonly perUser: number;
  /** To each network address, whoever is behind it; 0 grants any. */
  readonly perAddress: number;
  /** In seconds. */
  readonly windowS: number;
}

/** Each throws GraphQLError RATE_LIMITED. */
export interface RateLimiter {
  /** Takes a point for a request from an address before anything is looked at. Undefined when there is no limit. */
  readonly arrive: ((address: string) => Promise<void>) | undefined;
  /** Takes what an operation costs. The point of its arrival is part of it. */
  readonly charge: (context: OperationContext, cost: number) => Promise<void>;
}

/**
 * Whoever stays under every other limit can still ask all day. What counts is cost, not requests: one expensive
 * query is a thousand cheap ones. Kept in memory, for each router on its own; in Redis for all routers together, and
 * then in memory while Redis is away: a limit that fails closed would take the shop down with it.
 *
 * Whatever is refused later, a forged token or a query that is none, has cost its address a point by then. Arrivals
 * are counted in memory also beside Redis: no request waits for it twice, and a flood of refusals never reaches it.
 */
export function createRateLimiter(
  { perUser, perAddress, windowS }: RateLimits,
  redis: RedisClient | undefined,
  logger: Logger,
): RateLimiter | undefined {
  const open = (name: string, points: number) =>
    points === 0 ? undefined : openLimiter(`router:${name}`, points, windowS, redis);
  const users = open('user', perUser);
  const addresses = open('address', perAddress);
  if (users === undefined && addresses === undefined) return undefined;
  const isShared = redis !== undefined;
  const arrivals =
    isShared && perAddress > 0 ? openLimiter('arrival', perAddress, windowS, undefined) : addresses;
  return {
    arrive: arrivals && ((address) => consume(arrivals, networkOf(address), 1, logger)),
    async charge(context, cost) {
      // What costs nothing is still a request.
      const points = Math.max(1, cost);
      const { subject } = context.caller;
      await consume(addresses, networkOf(context.address ?? ''), isShared ? points : points - 1, logger);
      if (subject !== undefined) await consume(users, subject, points, logger);
    },
  };
}

function openLimiter(
  keyPrefix: string,
  points: number,
  duration: number,
  redis: RedisClient | undefined,
): RateLimiterAbstract {
  const memory = new RateLimiterMemory({ keyPrefix, points, duration });
  if (redis === undefined) return memory;
  return new RateLimiterRedis({ keyPrefix, points, duration, storeClient: redis, insuranceLimiter: memory });
}

async function consume(
  limiter: RateLimiterAbstract | undefined,
  key: string,
  points: number,
  logger: Logger,
): Promise<void> {
  if (limiter === undefined || key === '' || points === 0) return;
  try {
    await limiter.consume(key, points);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) {
      logger.warn({ err: refused }, 'rate limits could not be kept');
      return;
    }
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
    throw refuse(429, 'RATE_LIMITED', `Too much was asked for lately: try again in ${seconds} s.`, {
      headers: { 'retry-after': String(seconds) },
      extensions: { retryAfter: seconds },
    });
  }
}
