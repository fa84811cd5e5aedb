import { createRequire } from 'node:module';
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config';

// Without this alias, vitest loads graphql twice, as ESM and as CommonJS, and each copy rejects the other's types.
// Every project extends this configuration.
const graphql = createRequire(import.meta.url).resolve('graphql/index.js');

/** These limits end tests that hang. They are long enough for slow tests against a real database on a busy machine. */
const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 };

/** Some unit tests start built programs as processes. */
const unit = { ...timeouts, globalSetup: ['test/build.ts'] };

/** Tests that start several processes or wait for time-outs, ten seconds or more on an idle machine. `npm test` leaves them out. */
const LONG = [
  'packages/service-kit/src/database/connect.test.ts',
  'router/src/workers/{heartbeat,recent-operations,supergraph,worker-metrics}.test.ts',
  'test/clients/manifests/*.test.ts',
  'test/e2e/{checkout-faults,clocks,docs,events,leaving,outages,registered-operations}/*.test.ts',
  'test/e2e/{replacement,restore,schema-scale,telemetry}/*.test.ts',
  'test/e2e/deploy/{make-secrets,rotation}.test.ts',
  'test/e2e/dev/{dev,doctor,new-subgraph}.test.ts',
  'test/e2e/explorer/browser.test.ts',
  'test/e2e/security/{flood,fuzz}.test.ts',
  'test/e2e/sessions/users-away.test.ts',
  'test/e2e/single-service/packaged.test.ts',
  'test/e2e/start/{failures,killed-import,processes}.test.ts',
  'test/e2e/subscriptions/resuming.test.ts',
  'test/e2e/workers/*.test.ts',
];

/** `npm test` runs a sample of these tests. `npm run test:long` sets FULL=1, with which they run whole. */
const SAMPLED = [
  'router/src/execution/{differential,incremental/differential}.test.ts',
  'test/e2e/checkout-{crash,races}/*.test.ts',
];

/** Tests on running processes. Each worker has a stack of its own, which its test files use one after the other. */
const e2e = {
  ...timeouts,
  globalSetup: ['test/build.ts', 'test/e2e/support/shared-stacks.ts'],
};

/**
 * The tests of the embedded database that `npm test` runs: filters, updates, commands, unsupported features. The others
 * take minutes.
 */
const EMBEDDED_SAMPLE =
  'packages/embedded-mongo/src/{conformance/{query,update,unsupported},commands/*,readme}.test.ts';

/**
 * The security tests of the other projects, at full length. These projects exist only when a command names them, as
 * `npm run test:security` does, because a plain `vitest run` would otherwise run each of these files twice.
 */
const isSecurityNamed = process.argv.some((argument) => argument.includes('security-'));

const SECURITY: TestProjectConfiguration[] = [
  {
    extends: true,
    test: {
      ...unit,
      name: 'security-unit',
      sequence: { groupOrder: 2 },
      env: { FULL: '1' },
      include: [
        'router/src/{authorization,identity,limits,http,operation,trusted,subgraphs}/**/*.test.ts',
        'router/src/execution/reserved-aliases.test.ts',
        'router/src/*.test.ts',
        'packages/service-kit/src/{envelope,http,subgraph}/**/*.test.ts',
        'packages/service-kit/src/*.test.ts',
        'subgraphs/users/src/{resolvers,keys,domain}/**/*.test.ts',
        'subgraphs/orders/src/domain/*.test.ts',
        'subgraphs/orders/src/*.test.ts',
      ],
    },
  },
  {
    extends: true,
    test: {
      ...e2e,
      name: 'security-e2e',
      sequence: { groupOrder: 3 },
      env: { FULL: '1', FLOOD: 'whole' },
      include: ['test/e2e/{security,authorization-matrix,direct-access,ownership,checkout-races}/*.test.ts'],
    },
  },
];

export default defineConfig({
  resolve: {
    alias: [{ find: /^graphql$/, replacement: graphql }],
    conditions: ['source', 'node', 'import', 'default'],
  },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  test: {
    // The stacks of the tests start sooner without plans for operations that most of them never send.
    env: { APOLLO_TELEMETRY_DISABLED: '1', PLAN_REGISTERED: 'false' },
    // Twice the cores of a small machine: tests that start processes mostly wait for them.
    maxWorkers: 4,
    // Files of one worker share their modules: loading them again for each file took a quarter of the total work.
    isolate: false,
    // The limit for an event that never occurs, with room for a busy machine.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          // Projects with different `maxWorkers` must not share a group.
          sequence: { groupOrder: 0 },
          include: [
            'packages/!(embedded-mongo)/src/**/*.test.ts',
            'subgraphs/*/src/**/*.test.ts',
            '{router,schema,local}/src/**/*.test.ts',
            'scripts/{*,eslint/*,new-subgraph/*}.test.ts',
            'test/known-bugs/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...LONG],
        },
      },
      {
        extends: true,
        test: {
          ...e2e,
          name: 'e2e',
          // After the others, because a stack takes processor time even while no test uses it.
          sequence: { groupOrder: 1 },
          include: ['test/{clients,e2e}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...LONG],
        },
      },
      {
        extends: true,
        test: {
          ...timeouts,
          name: 'embedded-sample',
          sequence: { groupOrder: 0 },
          include: [EMBEDDED_SAMPLE],
        },
      },
      {
        extends: true,
        test: {
          ...e2e,
          name: 'long',
          // Most of these files start several stacks, and test what happens within seconds.
          maxWorkers: 3,
          sequence: { groupOrder: 7 },
          env: { FULL: '1' },
          include: [...LONG, ...SAMPLED],
        },
      },
      {
        extends: true,
        test: {
          ...timeouts,
          name: 'embedded',
          sequence: { groupOrder: 4 },
          include: ['packages/embedded-mongo/src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, EMBEDDED_SAMPLE],
        },
      },
      {
        extends: true,
        test: {
          name: 'tutorial',
          testTimeout: 600_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 5 },
          include: ['test/tutorial/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...unit,
          name: 'storefront',
          sequence: { groupOrder: 6 },
          testTimeout: 240_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
          include: ['examples/storefront/test/*.test.ts'],
        },
      },
      ...(isSecurityNamed ? SECURITY : []),
    ],
  },
});
