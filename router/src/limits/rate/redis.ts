import { StartError, type Logger } from '@supergraph/service-kit';
import { Redis } from 'ioredis';

/** A Redis in which all routers keep their limits together, while it answers. */
export interface SharedStore {
  readonly client: Redis;
  /** Whether it is to be asked. */
  readonly isUp: boolean;
  /** Tells that it did not answer: it is left alone until it answers again. */
  failed(error: unknown): void;
  close(): void;
}

export interface SharedStoreOptions {
  readonly url: string;
  readonly logger: Logger;
  /** The longest a request waits for it, in milliseconds. */
  readonly timeoutMs: number;
  /** Told whether limits are shared now, whenever that changes. */
  readonly observe?: (isUp: boolean) => void;
}

const PROBE_MS = 500;
/** A connection on which so many probes in a row were lost is dead, whatever the system says of it. */
const LOST_PROBES = 10;

/**
 * Connects to Redis. It may hang, lose its data or go away later: the request that finds out waits a moment, all
 * others do not ask it until it answers a probe.
 *
 * @throws StartError when it does not answer now, or refuses the password
 */
export async function openRedis(options: SharedStoreOptions): Promise<SharedStore> {
  const client = new Redis(options.url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    // Charges under way when a connection broke have been counted in memory by then.
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    commandTimeout: options.timeoutMs,
  });
  let fault: unknown;
  client.on('error', (error: Error) => (fault = error));
  try {
    await client.connect();
  } catch (error) {
    client.disconnect();
    const reason = fault instanceof Error ? fault : error;
    throw new StartError(
      `REDIS_URL: no Redis that takes us answers there (${reason instanceof Error ? reason.message : 'unknown'})`,
      reason,
    );
  }
  return watch(client, options);
}

function watch(client: Redis, { logger, observe }: SharedStoreOptions): SharedStore {
  let isUp = true;
  let told: string | undefined;
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;

  const probe = async () => {
    // Between connections there is nobody to ask: the client makes the next one itself.
    if (client.status !== 'ready') return;
    try {
      await client.ping();
    } catch {
      lost += 1;
      if (lost % LOST_PROBES === 0) client.disconnect(true);
      return;
    }
    lost = 0;
    if (isUp) return;
    isUp = true;
    told = undefined;
    clearInterval(timer);
    logger.info('Redis answers again: rate limits are shared by all routers');
    observe?.(true);
  };
  const failed = (error: unknown) => {
    if (!isUp) return;
    isUp = false;
    tell(error);
    observe?.(false);
    timer = setInterval(() => void probe(), PROBE_MS).unref();
  };
  const tell = (error: unknown) => {
    told = error instanceof Error ? error.message : undefined;
    logger.warn({ err: error }, 'Redis does not answer: each router keeps rate limits of its own');
  };

  client.on('error', (error: Error) => {
    // Why it stays away may change, from a connection that is refused to a password that is.
    if (!isUp && error.message !== told) tell(error);
    failed(error);
  });
  client.on('close', () => failed(new Error('the connection is closed')));
  client.on('ready', () => void probe());
  observe?.(true);
  return {
    client,
    get isUp() {
      return isUp;
    },
    failed,
    close() {
      clearInterval(timer);
      client.removeAllListeners('close');
      client.disconnect();
    },
  };
}
