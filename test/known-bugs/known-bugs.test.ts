import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@supergraph/service-kit';
import { describe, expect, it } from 'vitest';
import { readRouterConfig } from '../../router/src/config.js';
import { openLocalPlanner } from '../../router/src/planning/local-planner.js';
import { startRouter } from '../../router/src/server.js';
import { readCases } from './support/case.js';
import type { ExpectedOperation, KnownBug } from './support/case.js';
import { STILL_WRONG } from './support/still-wrong.js';
import { startSubgraphs } from './support/subgraphs.js';
import { judge } from './support/verdict.js';
import type { RouterAnswer } from './support/verdict.js';

const cases = readCases();

describe('what public reports say other routers answer wrong', () => {
  it('is at least sixty reports', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it.each(cases)('is answered right: $name', async (known) => {
    const answers = await askAll(known);
    const faults = known.operations.flatMap((operation, index) => faultsOf(operation, answers[index]));
    if (STILL_WRONG.has(known.name)) expect(faults, 'right now: take it off the list').not.toEqual([]);
    else expect(faults).toEqual([]);
  });

  it('names no case that is not there', () => {
    const names = new Set(cases.map(({ name }) => name));
    expect([...STILL_WRONG].filter((name) => !names.has(name))).toEqual([]);
  });
});

/** The router's answers to all operations of a case. */
async function askAll(known: KnownBug): Promise<readonly RouterAnswer[]> {
  const directory = await mkdtemp(join(tmpdir(), 'known-bug-'));
  const subgraphs = await startSubgraphs(known);
  try {
    const path = join(directory, 'supergraph.graphql');
    await writeFile(path, subgraphs.supergraphSdl);
    const config = readRouterConfig({ SUPERGRAPH_PATH: path, PORT: '0', ADMIN_PORT: '0', DRAIN_MS: '0' });
    const logger = createLogger({ service: 'router', level: 'error' }, { write: () => undefined });
    return await startRouter(config, logger, { openPlanner: openLocalPlanner }).then(
      async (router) => {
        try {
          const answers: RouterAnswer[] = [];
          for (const operation of known.operations) answers.push(await ask(router.url, operation));
          return answers;
        } finally {
          await router.stop();
        }
      },
      (error: unknown) =>
        known.operations.map(() => ({ errors: [{ message: error instanceof Error ? error.message : '' }] })),
    );
  } finally {
    await subgraphs.close();
    await rm(directory, { recursive: true });
  }
}

type Path = readonly (string | number)[];

async function ask(url: string, { query, variables }: ExpectedOperation): Promise<RouterAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as RouterAnswer;
}

function faultsOf(expected: ExpectedOperation, answer: RouterAnswer | undefined): readonly unknown[] {
  const verdict = judge(expected, answer);
  const fault = { query: expected.query, expected: expected.answer, verdict, answer };
  if (verdict !== 'right') return [fault];
  const errors = answer?.errors ?? [];
  // The error of a null may be that of a field in it.
  const isTold = (place: Path) =>
    errors.some(({ path }) => place.every((segment, index) => path?.[index] === segment));
  const missing = expected.errors?.filter((path) => errors.length > 0 && !isTold(path)) ?? [];
  return missing.length > 0 ? [{ ...fault, missing }] : [];
}
