import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compose } from '../compose/compose.js';
import { syntaxProblem } from '../compose/syntax.js';
import { subgraph, type Subgraph } from '../graph/subgraph.js';
import { workingTree } from '../graph/working-tree.js';
import { readRegistry } from '../operations/registry.js';
import { manifestOf } from '../operations/manifest.js';
import { operationsIn, type ServiceCalls } from '../operations/service-calls.js';
import { textReport } from '../report/text.js';
import { readAcknowledgements } from './acknowledgements.js';
import { check } from './check.js';
import type { Baseline } from './judge.js';
import { promisedCalls, type PromisedOperation } from './promises.js';
import { unusable, type Verdict } from './verdict.js';

const fixtures = join(import.meta.dirname, '../../fixtures');

describe('the verdict on', () => {
  for (const name of readdirSync(fixtures)
    .filter((each) => !each.endsWith('.md'))
    .sort()) {
    it(name.replaceAll('-', ' '), async () => {
      const folder = join(fixtures, name);
      const expected = join(folder, 'expected.txt');
      const report = textReport(await verdictOn(folder));
      if (process.env.UPDATE_FIXTURES === '1') writeFileSync(expected, report);
      expect(report).toBe(existsSync(expected) ? readFileSync(expected, 'utf8') : undefined);
    });
  }
});

async function verdictOn(folder: string): Promise<Verdict> {
  try {
    return await check({
      subgraphs: subgraphsIn(folder, 'after'),
      baseline: baselineIn(folder),
      registry: readRegistry(workingTree(folder), 'operations'),
      calls: callsIn(folder, 'calls'),
      acknowledgements: readAcknowledgements(folder, 'acknowledged.json'),
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return unusable([syntaxProblem('INVALID_GRAPHQL', error)]);
  }
}

function subgraphsIn(folder: string, state: string): readonly Subgraph[] {
  return readdirSync(join(folder, state)).map((file) => {
    const name = file.replace('.graphql', '');
    const path = `${state}/${file}`;
    const sdl = readFileSync(join(folder, path), 'utf8');
    return subgraph({ name, url: `http://${name}.invalid/graphql`, file: path, sdl });
  });
}

/**
 * `calls/orders/products.graphql` holds the calls of the service orders to the subgraph products; `published-calls/`
 * holds the published ones.
 */
function callsIn(folder: string, list: string): readonly ServiceCalls[] {
  const calls = join(folder, list);
  if (!existsSync(calls)) return [];
  return readdirSync(calls).flatMap((caller) =>
    readdirSync(join(calls, caller)).map((file) => ({
      subgraph: file.replace('.graphql', ''),
      operations: operationsIn(caller, file, readFileSync(join(calls, caller, file), 'utf8')),
    })),
  );
}

/** `published/` holds the last promised operations. */
function promisedIn(folder: string): readonly PromisedOperation[] {
  const published = join(folder, 'published');
  if (!existsSync(published)) return [];
  const texts = readdirSync(published).map((file) => readFileSync(join(published, file), 'utf8'));
  const { operations } = manifestOf(texts.flatMap((text) => operationsIn('web', 'published', text)));
  return operations.map((operation) => ({ ...operation, file: 'published' }));
}

function baselineIn(folder: string): Baseline {
  const result = compose(subgraphsIn(folder, 'before'));
  if (!result.ok) throw new Error(`before/ does not compose: ${result.errors[0]?.message ?? ''}`);
  const promises = {
    as: 'as published',
    operations: promisedIn(folder),
    calls: promisedCalls(callsIn(folder, 'published-calls')),
    problems: [],
  };
  return { name: 'before', ...result.composition, promises };
}
