// Hive Gateway as its CLI starts it, from the same supergraph. PLANNER=rust selects its Rust planner. SHARING=off
// disables the sharing of identical concurrent subgraph requests, which is on by default.
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const { PLANNER, SHARING, SHARE_OPERATIONS } = process.env;
const gateway = createGatewayRuntime({
  supergraph: process.env.SUPERGRAPH_PATH,
  logging: false,
  maskedErrors: false,
  ...(PLANNER === 'rust' && { unifiedGraphHandler }),
  ...(SHARING === 'off' && {
    transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  }),
  ...(SHARE_OPERATIONS === 'on' && { inboundInflightRequestDeduplication: true }),
});
createServer(gateway).listen(Number(process.env.PORT), '127.0.0.1');
