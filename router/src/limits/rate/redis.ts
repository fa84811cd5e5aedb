import { StartError, type Logger } from '@supergraph/service-kit/service';
import { Redis } from 'ioredis';

/** A Redis in which all routers count together, while it answers. */
export interface SharedStore {
  readonly client: Redis;
  /** Whether it may be used. */
  readonly isUp: boolean;
  /** Reports that it did not answer. It is not used until it answers a probe. */
  failed(error: unknown): void;
  close(): void;
}

export interface SharedStoreOptions {
  readonly url: string;
  readonly logger: Logger;
  /** The longest a request waits for it, in milliseconds. */
  readonly timeoutMs: number;
  /** Called when limits become shared or stop being shared. */
  readonly observe?: (isUp: boolean) => void;
}

const PROBE_MS = 500;
/** The number of consecutive lost probes after which a connection is dead, whatever the system reports. */
const LOST_PROBES = 10;

/**
 * Connects to Redis. It may stop answering, lose its data or disappear later. The request that notices waits for the
 * time limit; all others skip Redis until it answers a probe.
 *
 * @throws StartError when it does not answer now, or rejects the password
 */
export async function openRedis(options: SharedStoreOptions): Promise<SharedStore> {
  const client = new Redis(options.url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    // Charges in progress when a connection broke are counted in memory by then.
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
      `REDIS_URL: cannot connect to Redis at that address (${reason instanceof Error ? reason.message : 'unknown'})`,
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
    // Without a connection no probe is sent: the client reconnects by itself.
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
    // The reason may change, from a refused connection to a rejected password.
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
