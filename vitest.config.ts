import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// vitest would otherwise load graphql twice, once as ESM and once as CommonJS, and the two refuse each
// other's types. Every project extends this one.
const graphql = createRequire(import.meta.url).resolve('graphql/index.js');

export default defineConfig({
  resolve: {
    alias: [{ find: /^graphql$/, replacement: graphql }],
    conditions: ['source', 'node', 'import', 'default'],
  },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  test: {
    env: { APOLLO_TELEMETRY_DISABLED: '1' },
    maxWorkers: 2,
    // Files of one worker share their modules: a quarter of all the work was loading these again for each.
    isolate: false,
    // What is waited for comes at its own time on a busy machine; this is a limit for what never comes.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Projects of different workers must not share a group.
          sequence: { groupOrder: 0 },
          include: [
            '{packages,subgraphs}/*/src/**/*.test.ts',
            '{router,schema,local}/src/**/*.test.ts',
            'scripts/*.test.ts',
            'test/known-bugs/*.test.ts',
          ],
          // Limits for what hangs, not for what is slow: a busy machine must not fail a test of a real database.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 1 },
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
