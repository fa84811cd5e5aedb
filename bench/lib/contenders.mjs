import { readRouterCommands } from './router-commands.mjs';
import { ROUTER_FLAGS } from './router-flags.mjs';

const gateway = (name) => new URL(`../gateways/${name}.mjs`, import.meta.url).pathname;
/** As `npm run router` starts it: concurrent responses do not fit into a young generation of Node's default size. */
const LARGE_YOUNG = { flags: ROUTER_FLAGS };
const router = new URL('../../router/dist/main.js', import.meta.url).pathname;

/** This router, as `npm run router` starts it. */
const ours = { script: router, hasMetrics: true, ...LARGE_YOUNG };

/** Disables limits and sign-in, which are not measured. */
const open = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'error',
  MAX_CONCURRENT_OPERATIONS: '100000',
  LIMIT_COST: '1000000',
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_PER_ADDRESS: '0',
  APOLLO_TELEMETRY_DISABLED: '1',
};

/** For contenders whose results with other operations would add nothing. */
const LARGE_ONLY = { only: ['nested'], connections: [50] };

/**
 * The measured servers, in this order in every round. The first is the baseline. `only` restricts the operations,
 * `connections` the numbers of connections.
 */
export const contenders = [
  { id: 'stock', title: '@apollo/gateway', script: gateway('stock') },
  {
    id: 'stock-undici',
    title: '@apollo/gateway, undici.request',
    script: gateway('stock'),
    env: { FETCHER: 'request' },
    only: ['nested', 'small'],
  },
  {
    id: 'stock-young',
    title: '@apollo/gateway, undici.request, same Node flag',
    script: gateway('stock'),
    env: { FETCHER: 'request' },
    ...LARGE_YOUNG,
    ...LARGE_ONLY,
  },
  {
    id: 'mercurius',
    title: '@mercuriusjs/gateway',
    script: new URL('../mercurius/gateway.mjs', import.meta.url).pathname,
    // It loads each subgraph's schema as in Federation 1, so it can only serve the subgraphs in scenario/.
    only: ['nested', 'small'],
  },
  {
    id: 'hive',
    title: 'Hive Gateway, nothing shared',
    script: gateway('hive'),
    env: { SHARING: 'off' },
    ...LARGE_ONLY,
  },
  {
    id: 'hive-rust',
    title: 'Hive Gateway, Rust planner, nothing shared',
    script: gateway('hive'),
    env: { PLANNER: 'rust', SHARING: 'off' },
  },
  {
    id: 'hive-rust-shared',
    title: 'Hive Gateway, Rust planner, subgraph requests shared',
    script: gateway('hive'),
    env: { PLANNER: 'rust' },
  },
  {
    id: 'hive-rust-operations',
    title: 'Hive Gateway, Rust planner, operations shared',
    script: gateway('hive'),
    env: { PLANNER: 'rust', SHARE_OPERATIONS: 'on' },
    ...LARGE_ONLY,
  },
  { id: 'ours', title: 'this router, nothing shared', ...ours },
  {
    id: 'ours-shared',
    title: 'this router, subgraph requests shared',
    ...ours,
    env: { SHARE_SUBGRAPH_REQUESTS: 'true' },
  },
  {
    id: 'ours-operations',
    title: 'this router, operations shared',
    ...ours,
    env: { SHARE_OPERATIONS: 'true' },
  },
  ...readRouterCommands(process.env).map((router) => ({ ...router, only: ['nested', 'small'] })),
  { id: 'raw', title: 'plain Node, as many fetches', script: gateway('raw'), raw: 'fetches' },
  {
    id: 'raw-young',
    title: 'plain Node, as many fetches, same Node flag',
    script: gateway('raw'),
    raw: 'fetches',
    ...LARGE_YOUNG,
    ...LARGE_ONLY,
  },
  { id: 'memory', title: 'plain Node, from memory', script: gateway('raw'), raw: 'memory', ...LARGE_ONLY },
].map((contender) => ({ ...contender, env: { ...open, ...contender.env } }));
