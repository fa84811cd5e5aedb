import { StartError, type Logger } from '@supergraph/service-kit';
import { Redis } from 'ioredis';

/** A Redis connection for limits that all routers share. */
export type RedisClient = Redis;

/**
 * Connects to Redis. It may go away later: limits are kept in memory meanwhile, and a request never waits for it
 * longer than a moment.
 *
 * @throws StartError when it does not answer now
 */
export async function openRedis(url: string, logger: Logger): Promise<RedisClient> {
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    commandTimeout: 250,
  });
  client.on('error', (error: Error) => {
    logger.warn({ err: error }, 'Redis does not answer: rate limits are kept in memory');
  });
  try {
    await client.connect();
  } catch (error) {
    client.disconnect();
    throw new StartError('REDIS_URL: no Redis answers there', error);
  }
  return client;
}
