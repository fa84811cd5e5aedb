import type { Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDatabaseProcess, type DatabaseProcess } from '../../load/database-process.js';
import { startInstance } from '../../load/instance.js';
import { frozen, measureOutage } from '../../load/outage.js';
import { signUp } from '../../load/sign-up.js';
import { startTestSupergraph } from '../support/supergraph.js';

const TIMEOUT_MS = 9_000;

/** Wide limits, for a busy machine. `npm run test:load -- outages` measures the exact figures. */
const SLACK_MS = 6_000;

let database: DatabaseProcess;
let supergraph: Supergraph;
let headers: { authorization: string };

beforeAll(async () => {
  database = await startDatabaseProcess();
  supergraph = await startTestSupergraph({
    seed: false,
    env: {
      users: { MONGODB_URI: `${database.uri}/users` },
      router: { SUBGRAPH_TIMEOUT_MS: `10000,users=${TIMEOUT_MS}` },
    },
  });
  headers = { authorization: `Bearer ${await signUp(supergraph.url)}` };
});
afterAll(async () => {
  await supergraph.stop();
  await database.stop();
});

const outage = (pid: number, stepMs: number) =>
  measureOutage({
    url: supergraph.url,
    adminUrl: supergraph.adminUrls.router,
    headers,
    outage: frozen(pid),
    subgraph: 'users',
    broken: '{ me { name } }',
    others: '{ products(first: 1) { totalCount } }',
    stepMs,
  });

test('a subgraph that stands still fails its requests with their code, is left alone, and is asked again when it goes on', async () => {
  const report = await outage(supergraph.pids().users ?? 0, 4_000);
  expect(report.otherFailures).toEqual([]);
  expect(report.opened).toBeLessThan(TIMEOUT_MS);
  expect([...report.codes].filter((code) => !/^(SERVICE_UNAVAILABLE|TIMEOUT)$/.test(code))).toEqual([]);
  expect(report.codes).toContain('SERVICE_UNAVAILABLE');
  expect(report.codes).toContain('TIMEOUT');
  expect(report.slowest).toBeLessThan(2_000 + SLACK_MS);
  expect(report.recovered).toBeLessThan(SLACK_MS);
}, 120_000);

test('queries of a process that stands still are answered by another one', async () => {
  const other = await startInstance(supergraph, 'users');
  const { products, orders, users } = supergraph.urls;
  await supergraph.restart('router', {
    SUBGRAPH_URLS: `products=${products},orders=${orders},users=${users}|${other.url}`,
    SUBGRAPH_TIMEOUT_MS: `10000,users=${TIMEOUT_MS}`,
  });
  const report = await outage(other.pid, 4_000);
  await other.stop();
  expect([...report.codes]).toEqual([]);
  expect(report.slowest).toBeLessThan(2_500 + SLACK_MS);
}, 120_000);

test('a database that stands still costs the fields of its subgraph alone, with their code, until it goes on', async () => {
  const report = await outage(database.pid, 10_000);
  expect(report.otherFailures).toEqual([]);
  expect([...report.codes].filter((code) => !/^(SERVICE_UNAVAILABLE|TIMEOUT)$/.test(code))).toEqual([]);
  expect(report.codes).toContain('SERVICE_UNAVAILABLE');
  expect(report.slowest).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  expect(report.recovered).toBeLessThan(5_000 + SLACK_MS);
}, 120_000);
