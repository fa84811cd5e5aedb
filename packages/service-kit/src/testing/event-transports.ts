import { Redis } from 'ioredis';
import { hasRedis, startRedis, type TestRedis } from './redis.js';

/** A way that events take, for tests that run over each of them. */
export interface EventTransport {
  readonly name: string;
  /** Whether it cannot be run here. Its tests are skipped then. */
  readonly isMissing: boolean;
  start(): Promise<RunningTransport>;
}

export interface RunningTransport {
  /** Undefined for the database of the service. */
  readonly redisUrl: string | undefined;
  /** Removes all events. */
  clear(): Promise<void>;
  /** Kills it and starts it again. The database of a service is not restarted. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The transports. A describe block of each has its name. */
export const eventTransports: readonly EventTransport[] = [
  {
    name: 'the database',
    isMissing: false,
    start: () =>
      Promise.resolve({
        redisUrl: undefined,
        clear: () => Promise.resolve(),
        restart: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      }),
  },
  {
    name: hasRedis ? 'Redis' : 'Redis, skipped because there is no redis-server',
    isMissing: !hasRedis,
    start: async () => runningOver(await startRedis({ isDurable: true })),
  },
];

function runningOver(redis: TestRedis): RunningTransport {
  const client = new Redis(redis.url);
  // It reconnects after a restart.
  client.on('error', () => undefined);
  return {
    redisUrl: redis.url,
    async clear() {
      await client.flushall();
    },
    restart: () => redis.restart(),
    async stop() {
      client.disconnect();
      await redis.close();
    },
  };
}
