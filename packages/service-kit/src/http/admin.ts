import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import type { Logger } from '../logger.js';
import { createHttpServer } from './server.js';

/** Health and metrics, for operators and orchestrators, on a listener that clients cannot reach. */
export interface AdminServerOptions {
  readonly logger: Logger;
  readonly registry: Registry;
  /** Metrics in Prometheus text format, instead of the registry's own. */
  readonly metrics?: () => Promise<string>;
  /** Whether the service accepts new requests. */
  readonly isReady: () => boolean | Promise<boolean>;
}

/** `/health/live`: the process answers. `/health/ready`: it can serve. `/metrics`: Prometheus text. */
export function createAdminServer({
  logger,
  registry,
  metrics = () => collect(registry, logger),
  isReady,
}: AdminServerOptions): FastifyInstance {
  const server = createHttpServer({ logger });
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const ready = await isReady();
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await metrics()));
  return server;
}

/** The maximum time to read one metric, in milliseconds. Scrapers give up after ten seconds. */
const COLLECT_TIMEOUT_MS = 2_000;

/**
 * Reads each metric separately and in bounded time. A metric whose source does not answer is left out, because the
 * others are needed most at that moment.
 */
async function collect(registry: Registry, logger: Logger): Promise<string> {
  const texts = await Promise.all(
    registry.getMetricsAsArray().map(async ({ name }) => {
      const limit = new AbortController();
      try {
        return await Promise.race([
          registry.getSingleMetricAsString(name),
          sleep(COLLECT_TIMEOUT_MS, undefined, { signal: limit.signal }).then(() => {
            throw new Error(`no value within ${COLLECT_TIMEOUT_MS} ms`);
          }),
        ]);
      } catch (error) {
        logger.warn({ err: error, metric: name }, 'a metric cannot be read: it is left out');
        return undefined;
      } finally {
        limit.abort();
      }
    }),
  );
  return `${texts.filter((text) => text !== undefined).join('\n\n')}\n`;
}
