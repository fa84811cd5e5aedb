import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { createLogger } from '@supergraph/service-kit/service';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationParts } from '../execution/operation.js';
import { createGraph } from '../execution/testing/graph.js';
import { StoppedWaiting } from '../sharing/flights.js';
import { Stop } from '../stop.js';
import { openLocalPlanner } from './local-planner.js';
import type { Planner, PlanRequest } from './planner.js';
import { createThreadPlanners, type PlanningObserver } from './thread-planner.js';

/** Twelve values that any of three subgraphs can give, so that a plan of them takes some milliseconds. */
const names = Array.from({ length: 12 }, (_, index) => `v${index}`);
const { supergraphSdl } = createGraph(
  Object.fromEntries(
    ['a', 'b', 'c'].map((name) => [
      name,
      {
        typeDefs: `scalar Any
          type Query { thing(with: Any = { some: [1] }): Thing @shareable }
          type Thing @key(fields: "id") { id: ID!  ${names.map((field) => `${field}: Value @shareable`).join(' ')} }
          type Value { shared: Int @shareable  ${name}: Int }`,
        resolvers: {},
      },
    ]),
  ),
);

let seen: string[] = [];
const observe: PlanningObserver = {
  waiting: () => undefined,
  waited: (outcome) => seen.push(`waited: ${outcome}`),
  planned: (outcome) => seen.push(outcome),
  heap: (bytes) => seen.push(bytes > 1_000_000 ? 'heap' : 'no heap'),
  ended: () => seen.push('ended'),
};

/** The thread's files are TypeScript here, and `--import tsx` does nothing in a worker thread. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href;
const loadTypeScript = `import { register } from '${tsx}'; register();`;
const options = {
  observe,
  execArgv: ['--conditions=source', `--import=data:text/javascript,${encodeURIComponent(loadTypeScript)}`],
};

function open(log: string[] = [], limits: { maxPlanMs?: number } = {}): Promise<Planner> {
  const logger = createLogger({ service: 'router', level: 'info' }, { write: (line) => void log.push(line) });
  // The limits may change before another thread is started.
  return createThreadPlanners(Object.assign(limits, { ...options, logger }))(supergraphSdl);
}

let planner: Planner;
beforeAll(async () => (planner = await open()));
afterAll(() => planner.close());

function request(alias: string): PlanRequest {
  const text = `{ ${alias}: thing { ${names.map((field) => `${field} { shared }`).join(' ')} } }`;
  const operation =
    operationParts(parse(text, { noLocation: true }), undefined) ?? expect.fail('There is no operation.');
  return { operation, overrides: new Map() };
}

const plan = (alias: string, address = '192.0.2.1', signal = new Stop()) =>
  planner.plan(request(alias), { address, signal });

it('plans and describes a supergraph as a planner on the same thread does', async () => {
  const local = await openLocalPlanner(supergraphSdl);
  expect(planner.description).toEqual(local.description);
  const client = { signal: new Stop() };
  expect(await planner.plan(request('same'), client)).toEqual(await local.plan(request('same'), client));
  await local.close();
});

it('tells of its wait, its time and its memory', async () => {
  seen = [];
  await plan('told');
  expect(seen).toEqual(['waited: planned', 'heap', 'planned']);
});

it('does not let one address delay the new operation of another', async () => {
  let planned = 0;
  const flood = Array.from({ length: 30 }, (_, index) => plan(`flood${index}`).finally(() => (planned += 1)));
  await plan('innocent', '198.51.100.1');
  expect(planned).toBeLessThanOrEqual(3);
  await Promise.allSettled(flood);
});

it('does not plan an operation whose client has gone', async () => {
  const stop = new Stop();
  const first = plan('first');
  const gone = plan('gone', '198.51.100.1', stop);
  seen = [];
  stop.abort();
  await expect(gone).rejects.toThrow(StoppedWaiting);
  await first;
  await plan('next');
  expect(seen.filter((event) => event === 'planned')).toHaveLength(2);
});

it('refuses operations beyond the limit of those that wait, and only those of the address that fills the queue', async () => {
  const log: string[] = [];
  const flooded = await open(log);
  const ask = (address: string) => flooded.plan(request('asked'), { address, signal: new Stop() });
  const flood = Array.from({ length: 1_010 }, () =>
    ask('192.0.2.1').then(
      () => 'planned',
      (error: unknown) => error,
    ),
  );
  await ask('198.51.100.1');
  expect(await flood.at(-1)).toMatchObject({ status: 503, extensions: { code: 'SERVICE_UNAVAILABLE' } });
  await flooded.close();
  expect(await flood[1_000]).toBeInstanceOf(Error);
  expect(log).toEqual([]);
});

it('refuses an operation that takes too long, and plans the next ones in another thread', async () => {
  const log: string[] = [];
  const limits = { maxPlanMs: 1 };
  const limited = await open(log, limits);
  const ask = () => limited.plan(request('slow'), { signal: new Stop() });
  limits.maxPlanMs = 60_000;
  seen = [];
  const [first, second] = await Promise.allSettled([ask(), ask()]);
  expect(first).toMatchObject({
    status: 'rejected',
    reason: { status: 400, extensions: { code: 'OPERATION_TOO_COMPLEX' } },
  });
  expect(second.status).toBe('fulfilled');
  expect(seen).toContain('ended');
  expect(log.join()).toContain('the planner thread ended');
  await limited.close();
});

it('loads another supergraph in a new thread when an operation ends the old one before', async () => {
  const logger = createLogger({ service: 'router', level: 'silent' });
  const limits = { maxPlanMs: 1 };
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const observed = { ...options, observe: { ...observe, waited: () => begin() } };
  const openPlanner = createThreadPlanners(Object.assign(limits, { ...observed, logger }));
  const older = await openPlanner(supergraphSdl);
  limits.maxPlanMs = 60_000;
  const client = { signal: new Stop() };
  const slow = older.plan(request('slow'), client);
  await begun;
  const opening = openPlanner(supergraphSdl.replaceAll('shared', 'common'));
  await expect(slow).rejects.toMatchObject({ extensions: { code: 'OPERATION_TOO_COMPLEX' } });
  const newer = await opening;
  expect(newer.description.apiSdl).toContain('common');
  await older.plan(request('older'), client);
  await Promise.all([older.close(), newer.close()]);
});

it('is not opened for a supergraph that cannot be loaded', async () => {
  const logger = createLogger({ service: 'router', level: 'silent' });
  const opening = createThreadPlanners({ ...options, logger })('type Query { a: Int }');
  await expect(opening).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringContaining('cannot be loaded') as string,
  });
});

it('has several supergraphs in one thread, until the last is closed', async () => {
  const logger = createLogger({ service: 'router', level: 'info' });
  seen = [];
  const openPlanner = createThreadPlanners({ ...options, logger });
  const older = await openPlanner(supergraphSdl);
  const newer = await openPlanner(supergraphSdl.replaceAll('shared', 'common'));
  const client = { signal: new Stop() };
  await older.plan(request('older'), client);
  await older.close();
  await expect(older.plan(request('older'), client)).rejects.toThrow('The planner is closed.');
  await expect(newer.plan(request('newer'), client)).rejects.toThrow('shared');
  expect(newer.description.apiSdl).toContain('common');
  await newer.close();
  expect(seen).not.toContain('ended');
});
