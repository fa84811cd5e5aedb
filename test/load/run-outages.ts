import { startSupergraph, type Supergraph } from '@supergraph/local';
import { startDatabaseProcess, type DatabaseProcess } from './database-process.js';
import { frozen, measureOutage, type Outage, type OutageReport } from './outage.js';
import { atMost, say, type Figure } from './report.js';
import { signUp } from './sign-up.js';
import { startSlowProxy } from './slow-proxy.js';

/** The router's default time limit for an answer of a subgraph: no failure may take longer. */
const DEADLINE_MS = 10_000;

/** No request waits longer for a process that stands still: a second of silence, and the time limit of the probe. */
const SILENCE_MS = 2_000;

/** The time for a request to arrive at the router, and for its answer to come back, on a busy machine. */
const TRAVEL_MS = 100;

/** A delay that the router's probe waits for. */
const SLOW_MS = 500;

const STEP_MS = 12_000;

/** The codes of fields whose subgraph is away. */
const OUTAGE_CODES: ReadonlySet<string> = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT']);

interface Stack {
  readonly supergraph: Supergraph;
  /** The database of users. */
  readonly database: DatabaseProcess;
}

interface OutageCase {
  readonly limits: { readonly slowestMs: number; readonly recoveryMs: number; readonly openMs?: number };
  readonly open: (stack: Stack) => Outage | Promise<Outage>;
}

const cases: Readonly<Record<string, OutageCase>> = {
  dead: {
    limits: { slowestMs: DEADLINE_MS, recoveryMs: 1_000, openMs: SILENCE_MS },
    open: ({ supergraph }) => ({
      begin: () => supergraph.kill('users'),
      end: () => supergraph.restart('users'),
    }),
  },
  slow: { limits: { slowestMs: DEADLINE_MS, recoveryMs: 1_000 }, open: slowUsers },
  frozen: {
    limits: { slowestMs: SILENCE_MS, recoveryMs: 1_000, openMs: SILENCE_MS },
    open: ({ supergraph }) => frozen(supergraph.pids().users ?? 0),
  },
  'database-dead': {
    limits: { slowestMs: DEADLINE_MS, recoveryMs: 5_000 },
    open: ({ database }) => ({ begin: () => database.kill(), end: () => database.startAgain() }),
  },
  'database-frozen': {
    limits: { slowestMs: DEADLINE_MS, recoveryMs: 5_000 },
    open: ({ database }) => frozen(database.pid),
  },
};

async function slowUsers({ supergraph }: Stack): Promise<Outage> {
  const proxy = await startSlowProxy(supergraph.urls.users);
  const urls = { ...supergraph.urls, users: proxy.url };
  const addresses = Object.entries(urls).filter(([name]) => name !== 'router');
  await supergraph.restart('router', {
    SUBGRAPH_URLS: addresses.map(([name, url]) => `${name}=${url}`).join(','),
  });
  return {
    begin: () => (proxy.delayMs = SLOW_MS),
    end: () => (proxy.delayMs = 0),
    close: () => proxy.close(),
  };
}

/**
 * Breaks the users subgraph, then its database, in each way, while clients query its fields and other fields.
 *
 * @param only the only case to run
 */
export async function runOutages(only?: string): Promise<readonly Figure[]> {
  const chosen = Object.entries(cases).filter(([name]) => only === undefined || name === only);
  if (chosen.length === 0) throw new Error(`there is no outage ${only}: ${Object.keys(cases).join(', ')}`);
  const figures: Figure[] = [];
  for (const [name, outage] of chosen) figures.push(...(await runCase(name, outage)));
  return figures;
}

async function runCase(name: string, outage: OutageCase): Promise<readonly Figure[]> {
  const database = await startDatabaseProcess();
  try {
    return judgeOutage(name, await runOn(database, outage), outage.limits);
  } finally {
    await database.stop();
  }
}

async function runOn(database: DatabaseProcess, { open }: OutageCase): Promise<OutageReport> {
  const supergraph = await startSupergraph({
    seed: false,
    env: { users: { MONGODB_URI: `${database.uri}/users` } },
  });
  let outage: Outage | undefined;
  try {
    const headers = { authorization: `Bearer ${await signUp(supergraph.url)}` };
    outage = await open({ supergraph, database });
    return await measureOutage({
      url: supergraph.url,
      adminUrl: supergraph.adminUrls.router,
      headers,
      outage,
      subgraph: 'users',
      broken: '{ me { name } }',
      others: '{ products(first: 1) { totalCount } }',
      stepMs: STEP_MS,
    });
  } finally {
    await supergraph.stop();
    await outage?.close?.();
  }
}

function judgeOutage(
  what: string,
  report: OutageReport,
  { slowestMs, recoveryMs, openMs }: OutageCase['limits'],
): readonly Figure[] {
  const opened = report.opened ?? Number.POSITIVE_INFINITY;
  const list = (codes: Iterable<string>) => [...new Set(codes)].join(', ') || 'none';
  const wrongCodes = [...report.codes].filter((code) => !OUTAGE_CODES.has(code));
  say(`${what}: codes ${list(report.codes)}, of others ${list(report.otherFailures)}`);
  say(`${what}: circuit open after ${opened.toFixed(0)} ms, others before ${report.before.toFixed(1)} ms`);
  return [
    ...(openMs === undefined ? [] : [atMost(`${what}: circuit open after ms`, opened, openMs)]),
    atMost(`${what}: wrong codes`, wrongCodes.length, 0),
    atMost(`${what}: wrong answers of others`, report.otherFailures.length, 0),
    atMost(`${what}: p95 of others / before`, report.during / report.before, 1.5),
    atMost(`${what}: slowest answer in ms`, report.slowest, slowestMs + TRAVEL_MS),
    atMost(`${what}: recovered after ms`, report.recovered, recoveryMs),
  ];
}
