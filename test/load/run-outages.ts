import { startSupergraph } from '@supergraph/local';
import { startDatabaseProcess } from './database-process.js';
import { measureOutage, type OutageReport } from './outage.js';
import { atMost, say, type Figure } from './report.js';
import { signUp } from './sign-up.js';

/** The router's default time limit for an answer of a subgraph: no failure may take longer. */
const DEADLINE_MS = 10_000;

/** The time for a request to arrive at the router, and for its answer to come back, on a busy machine. */
const TRAVEL_MS = 100;

/** Freezes the users subgraph, then its database, while clients query its fields and other fields. */
export async function runOutages(): Promise<readonly Figure[]> {
  const database = await startDatabaseProcess();
  const supergraph = await startSupergraph({
    seed: false,
    env: { users: { MONGODB_URI: `${database.uri}/users` } },
  });
  try {
    const headers = { authorization: `Bearer ${await signUp(supergraph.url)}` };
    const measure = (pid: number) =>
      measureOutage({
        url: supergraph.url,
        adminUrl: supergraph.adminUrls.router,
        headers,
        pid,
        subgraph: 'users',
        broken: '{ me { name } }',
        others: '{ products(first: 1) { totalCount } }',
        stepMs: 12_000,
      });
    const frozen = await measure(supergraph.pids().users ?? 0);
    const standing = await measure(database.pid);
    return [
      atMost('subgraph: circuit open after ms', frozen.opened ?? Number.POSITIVE_INFINITY, 2_000),
      ...judgeOutage('subgraph', frozen, 1_000),
      ...judgeOutage('database', standing, 5_000),
    ];
  } finally {
    await supergraph.stop();
    await database.stop();
  }
}

function judgeOutage(what: string, report: OutageReport, recoveryMs: number): readonly Figure[] {
  say(`${what}: codes ${[...report.codes].join(', ')}, others before ${report.before.toFixed(1)} ms`);
  return [
    atMost(`${what}: wrong answers of others`, report.otherFailures, 0),
    atMost(`${what}: p95 of others / before`, report.during / report.before, 1.5),
    atMost(`${what}: slowest failure in ms`, report.slowest, DEADLINE_MS + TRAVEL_MS),
    atMost(`${what}: recovered after ms`, report.recovered, recoveryMs),
  ];
}
