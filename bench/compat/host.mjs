// A process that starts one gateway after the other for its parent, so that it loads their modules only once.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import '../lib/ends-with-parent.mjs';

/** The comparison is not about limits and sign-in. */
const OPEN = {
  PORT: '0',
  ADMIN_PORT: '0',
  DRAIN_MS: '0',
  LIMIT_COST: '1000000',
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_PER_ADDRESS: '0',
};

const starters = {
  async ours() {
    const { createLogger } = await import('../../packages/service-kit/dist/index.js');
    const { readRouterConfig } = await import('../../router/dist/config.js');
    const { startRouter } = await import('../../router/dist/server.js');
    const logger = createLogger({ service: 'router', level: 'fatal' }, { write: () => undefined });
    return async (supergraph) => {
      const router = await startRouter(readRouterConfig({ ...OPEN, SUPERGRAPH_PATH: supergraph }), logger);
      return { url: `${router.url}/graphql`, stop: () => router.stop() };
    };
  },
  async stock() {
    const { ApolloGateway } = await import('@apollo/gateway');
    const { ApolloServer } = await import('@apollo/server');
    const { startStandaloneServer } = await import('@apollo/server/standalone');
    return async (supergraph) => {
      const gateway = new ApolloGateway({ supergraphSdl: readFileSync(supergraph, 'utf8') });
      const server = new ApolloServer({ gateway });
      const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
      return { url, stop: () => server.stop() };
    };
  },
  async hive() {
    const { createGatewayRuntime } = await import('@graphql-hive/gateway');
    const { unifiedGraphHandler } = await import('@graphql-hive/router-runtime');
    return async (supergraph) => {
      const gateway = createGatewayRuntime({
        supergraph,
        logging: false,
        maskedErrors: false,
        ...(process.env.PLANNER === 'rust' && { unifiedGraphHandler }),
      });
      const server = createServer(gateway);
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      return {
        url: `http://127.0.0.1:${server.address().port}/graphql`,
        async stop() {
          server.closeAllConnections();
          server.close();
          await gateway[Symbol.asyncDispose]?.();
        },
      };
    };
  },
};

const start = await starters[process.argv[2]]();
let running;
process.on('message', async ({ supergraph }) => {
  try {
    await running?.stop();
    running = undefined;
    if (supergraph !== undefined) running = await start(supergraph);
    process.send({ url: running?.url });
  } catch (error) {
    process.send({ refused: error.message });
  }
});
