import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planAll } from '../../../schema/src/check/check.js';
import { compose, type Composition } from '../../../schema/src/compose/compose.js';
import { workingTree } from '../../../schema/src/graph/working-tree.js';
import { readRegistry } from '../../../schema/src/operations/registry.js';
import type { RegisteredOperation } from '../../../schema/src/operations/operation.js';
import { planText, writeGoldenPlans } from '../../../schema/src/plans/golden.js';
import { createPlanner } from '../../../schema/src/plans/planner.js';
import { publishedFiles } from '../../../schema/src/publish/publish.js';
import { syntheticOperations, syntheticSubgraphs } from '../../../schema/src/testing/synthetic.js';

// A large company's graph: 50 subgraphs, 5,000 types, 2,000 registered operations. Checking a change to it must be fast
// enough for a pull request. `npm run test:scale` checks the whole graph, `npm run test:long` a fifth of it.
const isWhole = process.env.SCALE === 'whole';
const SIZE = { subgraphs: isWhole ? 50 : 10, typesEach: 104 };
const OPERATIONS = isWhole ? 2_000 : 400;
const BYTES = 1.5e9;
/** The maximum CPU time of the check, as a multiple of the CPU time of one composition of the graph. */
const MAX_RATIO = 6;

const repository = resolve(import.meta.dirname, '../../..');
const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const flags = (scripts['schema:check'] ?? '').split(' ').filter((each) => /^--.+=/.test(each));
const tsx = pathToFileURL(join(repository, 'node_modules/tsx/dist/loader.mjs')).href;
const root = mkdtempSync(join(tmpdir(), 'schema-scale-'));

beforeAll(() => {
  const subgraphs = syntheticSubgraphs(SIZE);
  for (const { name, text } of syntheticOperations(SIZE, OPERATIONS))
    write(`schema/operations/web/${name}.graphql`, text);
  const list = subgraphs.map(({ name, url, file }) => [name, { url, sdl: file }]);
  write('schema/subgraphs.json', JSON.stringify(Object.fromEntries(list)));
  for (const { file, sdl } of subgraphs) write(file, sdl);
  const result = compose(subgraphs);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  record(result.composition, readRegistry(workingTree(root)).operations);
  breakSomething(subgraphs[5]?.file ?? '', subgraphs[5]?.sdl ?? '');
}, 180_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

it(
  `checks a change to a graph of ${SIZE.subgraphs} subgraphs for a few times what composing it costs, within 1.5 GB`,
  { timeout: 180_000 },
  async () => {
    const { code, output, cpuSeconds, seconds, bytes } = await run('check', root);
    expect(output).toMatch(/BREAKING: 1 change breaks \d+ operations/);
    expect(output).toContain('✗ D5x0.count: removed');
    expect(code).toBe(1);
    const composing = await run('compose', root);
    expect(composing.code).toBe(0);
    if (isWhole) {
      process.stdout.write(
        `checked ${OPERATIONS} operations in ${seconds.toFixed(1)} s: ${cpuSeconds.toFixed(1)} s of CPU, composing ${composing.cpuSeconds.toFixed(1)} s; ${(bytes / 1e6).toFixed(0)} MB\n`,
      );
    }
    expect(cpuSeconds / composing.cpuSeconds).toBeLessThan(MAX_RATIO);
    expect(bytes).toBeLessThan(BYTES);
  },
);

it('finds this repository safe', { timeout: 120_000 }, async () => {
  const { code, output } = await run('check', repository);
  expect(output).toMatch(/^SAFE/);
  expect(code).toBe(0);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Writes the files that are checked in to a repository of that size: published state, plans and budgets. */
function record(composition: Composition, operations: readonly RegisteredOperation[]): void {
  for (const [path, text] of publishedFiles(composition, operations)) write(path, text);
  const plans = planAll(createPlanner(composition.supergraphSdl), composition.api, operations);
  const texts = [...plans].map(([operation, plan]) => [operation, planText(operation, plan)] as const);
  writeGoldenPlans(join(root, 'schema/plans'), new Map(texts));
  const all = (value: unknown) =>
    JSON.stringify(Object.fromEntries(operations.map(({ name }) => [name, value])));
  write('schema/plans/budgets.json', all({ requests: 9, commands: 9 }));
  write('schema/plans/measured.json', all(9));
}

function breakSomething(file: string, sdl: string): void {
  write(
    file,
    sdl
      .replace('type D5x0 { title: String', 'type D5x0 { headline: String title: String')
      .replace(' count: Int!', ''),
  );
}

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly bytes: number;
}

/** Runs a schema command as its npm script does, and measures the process's CPU time and memory. */
async function run(command: 'check' | 'compose', cwd: string): Promise<Run> {
  const meter = join(root, 'meter.mjs');
  writeFileSync(
    meter,
    `process.on('exit', () => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      process.stderr.write('METER ' + JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, bytes: maxRSS * 1024 }));
    });`,
  );
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [...flags, '--import', tsx, '--import', meter, join(repository, 'schema/src/cli.ts'), command],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  const [, meters] = /METER (\{.*\})/.exec(errors) ?? [];
  if (meters === undefined) throw new Error(`schema ${command} did not come to its end: ${errors}`);
  const { cpu, bytes } = JSON.parse(meters) as { readonly cpu: number; readonly bytes: number };
  return { code, output, seconds: (performance.now() - started) / 1_000, cpuSeconds: cpu, bytes };
}
