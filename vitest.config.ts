import { createRequire } from 'node:module';
import { configDefaults, defineConfig, type TestProjectConfiguration } from 'vitest/config';

// vitest would otherwise load graphql twice, once as ESM and once as CommonJS, and the two refuse each
// other's types. Every project extends this one.
const graphql = createRequire(import.meta.url).resolve('graphql/index.js');

/** Limits for what hangs, not for what is slow: a busy machine must not fail a test of a real database. */
const unit = { testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * End-to-end tests that start all that they need, or need nothing that runs. They disturb no others, so they run beside
 * the unit tests and fill the time in which those wait.
 */
const STANDALONE = [
  'test/e2e/{checkout-crash,checkout-faults,checkout-races,deploy,outages,registered-operations,replacement,restore}/*.test.ts',
  'test/e2e/{schema-scale,single-service,start,telemetry}/*.test.ts',
  'test/e2e/dev/{dev,doctor}.test.ts',
  'test/e2e/security/{advisories,flood,hostile-subgraph}.test.ts',
  'test/e2e/sessions/users-away.test.ts',
  'test/clients/manifests/*.test.ts',
];

/** Each takes the machine for a quarter of a minute or more: `npm run test:long` runs them, and `.ci/run` with it. */
const LONG =
  process.env.FULL === '1'
    ? []
    : [
        'test/e2e/dev/dev.test.ts',
        'test/e2e/schema-scale/*.test.ts',
        'test/e2e/single-service/packaged.test.ts',
        'test/e2e/start/killed-import.test.ts',
      ];

/** Tests that share one running stack, one file after the other. */
const e2e = {
  globalSetup: ['test/e2e/support/build.ts', 'test/e2e/support/shared-stack.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
  fileParallelism: false,
};

/** These answer for the embedded database in `npm test`: filters, updates, writes, refusals. The others take minutes. */
const EMBEDDED_SAMPLE =
  'packages/embedded-mongo/src/{conformance/{query,update,unsupported},commands/*,readme}.test.ts';

/**
 * The tests of the other projects that attack, at full length. They are there when a command names them, as
 * `npm run test:security` does: a bare `vitest run` would run each of these files twice.
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
      env: { FULL: '1' },
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
    env: { APOLLO_TELEMETRY_DISABLED: '1' },
    // One more than a small machine has cores: tests that start processes wait for these most of the time.
    maxWorkers: 3,
    // Files of one worker share their modules: a quarter of all the work was loading these again for each.
    isolate: false,
    // A busy machine takes its time; this is the limit for an event that never comes.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          // Projects of different workers must not share a group.
          sequence: { groupOrder: 0 },
          include: [
            'packages/!(embedded-mongo)/src/**/*.test.ts',
            'subgraphs/*/src/**/*.test.ts',
            '{router,schema,local}/src/**/*.test.ts',
            'scripts/{*,eslint/*,new-subgraph/*}.test.ts',
            'test/known-bugs/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          ...unit,
          name: 'e2e-standalone',
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
          globalSetup: ['test/e2e/support/build.ts'],
          include: STANDALONE,
          exclude: [...configDefaults.exclude, ...LONG],
        },
      },
      {
        extends: true,
        test: {
          ...e2e,
          name: 'e2e',
          sequence: { groupOrder: 1 },
          include: ['test/{clients,e2e}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...STANDALONE],
        },
      },
      {
        extends: true,
        test: {
          ...unit,
          name: 'embedded-sample',
          sequence: { groupOrder: 0 },
          include: [EMBEDDED_SAMPLE],
        },
      },
      {
        extends: true,
        test: {
          ...unit,
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
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
          include: ['examples/storefront/test/*.test.ts'],
        },
      },
      ...(isSecurityNamed ? SECURITY : []),
    ],
  },
});
