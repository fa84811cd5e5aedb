import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Logger } from '../logger.js';
import { createHttpServer } from './server.js';

/** What operators and orchestrators ask of a service, on a listener that clients cannot reach. */
export interface AdminServerOptions {
  readonly logger: Logger;
  readonly registry: Registry;
  /** Whether new requests are welcome. */
  readonly isReady: () => boolean | Promise<boolean>;
}

/** `/health/live`: the process answers. `/health/ready`: it can serve. `/metrics`: Prometheus text. */
export function createAdminServer({ logger, registry, isReady }: AdminServerOptions): FastifyInstance {
  const server = createHttpServer({ logger });
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const ready = await isReady();
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' });
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return server;
}
