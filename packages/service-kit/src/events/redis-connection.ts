import { Redis } from 'ioredis';
import type { Logger } from '../logger.js';

/** The connections of a process to the Redis that carries events. */
export interface RedisConnection {
  readonly commands: Redis;
  /** For commands that wait, which hold up all later ones of their connection. */
  readonly waiting: Redis;
  close(): void;
}

/** The time limit for a command, in milliseconds. It is longer than a read waits. */
const COMMAND_TIMEOUT_MS = 5_000;

/**
 * Connects to Redis, and again whenever the connection is lost. Commands fail while there is none: relay and consumers
 * repeat them, and events wait in their outboxes.
 */
export function connectRedis(url: string, logger: Logger): RedisConnection {
  let isTold = false;
  const connect = () => {
    const client = new Redis(url, {
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: (attempts) => Math.min(50 * 2 ** Math.min(attempts, 6), 2_000),
    });
    client.on('error', (error: Error) => {
      if (!isTold) logger.warn({ err: error }, 'Redis does not answer: events wait until it does');
      isTold = true;
    });
    client.on('ready', () => {
      if (isTold) logger.info('Redis answers again');
      isTold = false;
    });
    return client;
  };
  const [commands, waiting] = [connect(), connect()];
  return {
    commands,
    waiting,
    close() {
      commands.disconnect();
      waiting.disconnect();
    },
  };
}
