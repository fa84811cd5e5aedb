import { parse, validate, type GraphQLFormattedError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { describeProblems } from '../../operation/answer.js';
import type { Graph } from '../../operation/graph.js';
import { handle } from '../../operation/handle.js';
import { handleInParts } from '../../operation/handle-in-parts.js';
import { prepare } from '../../operation/prepare.js';
import { PreparedOperation } from '../../operation/prepared-operation.js';
import { MAX_ERRORS_PER_ANSWER } from '../faults.js';
import { anonymousContext, compose, openTestGraph } from '../testing/arena.js';
import { deferSome } from '../testing/defer-operation.js';
import { generateOperation, type GeneratedOperation } from '../testing/generate-operation.js';
import { generateSubgraphs, type GraphKind } from '../testing/generate-subgraphs.js';
import { InProcessSubgraphs } from '../testing/in-process-subgraphs.js';
import { mergeParts, type MergedAnswer } from '../testing/merge-parts.js';
import { nullOn, valueAt } from '../testing/response-path.js';
import type { Trouble } from '../testing/values.js';

// `npm run test:long` looks further than `npm test`, and DEFER_SEEDS=from-to wherever one likes.
const SEEDS = process.env.FULL === '1' ? '0-5' : '0-2';
const [from = 0, to = from + 1] = (process.env.DEFER_SEEDS ?? SEEDS).split('-').map(Number);
const OPERATIONS = 8;
const MAX_MS = 300_000;

/** Every operation meets data of these kinds. */
const worlds: readonly Trouble[] = [
  { nulls: 0, errors: 0, down: new Set() },
  { nulls: 0.1, errors: 0, down: new Set(), hitsFieldsAlone: true },
  { nulls: 0, errors: 0.15, down: new Set(), hitsFieldsAlone: true },
  { nulls: 0.1, errors: 0.1, down: new Set() },
  { nulls: 0, errors: 0, down: new Set(['b']) },
];

/** Over these supergraphs, types were fetched too late, or errors were lost in objects that became null. */
const KEPT = { plain: [1054], tricky: [1039, 1079] };

const supergraphs = (['plain', 'tricky'] as const).flatMap((kind: GraphKind) =>
  [...Array.from({ length: to - from }, (_, index) => from + index), ...KEPT[kind]].flatMap((seed) => {
    const generated = generateSubgraphs(seed, kind);
    const sdl = compose(generated);
    return sdl === undefined ? [] : [{ seed, kind, generated, sdl }];
  }),
);

interface Whole {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

describe('the parts of generated operations with @defer', () => {
  let later = 0;

  it.each(supergraphs)(
    'say together what the whole answer says over $kind supergraph $seed',
    async ({ seed, generated, sdl }) => {
      const subgraphs = new InProcessSubgraphs(generated);
      const graph = await openTestGraph(sdl);
      for (const operation of operationsOver(graph, seed)) {
        for (const [world, trouble] of worlds.entries()) {
          subgraphs.enter(world, trouble);
          const about = `world ${world}: ${operation.query} ${JSON.stringify(operation.variables)}`;
          const { whole, merged } = await runBoth(graph, subgraphs, operation).catch((error: unknown) => {
            throw new Error(about, { cause: error });
          });
          later += merged.later;
          // A plan with deferred fetches asks for entities that the whole plan has at once, and these may fail alone.
          const isSame = trouble.hitsFieldsAlone === true || world === 0;
          if (isSame) expect(differencesOf(whole, merged), about).toEqual([]);
        }
      }
      await graph.close();
    },
    MAX_MS,
  );

  it('are enough to mean something', () => {
    expect(later).toBeGreaterThan(OPERATIONS * supergraphs.length);
  });
});

function operationsOver({ schema }: Graph, seed: number): readonly GeneratedOperation[] {
  return Array.from({ length: OPERATIONS * 3 }, (_, index) => seed * 1_000 + index)
    .map((number) => deferSome(generateOperation(schema, number), number))
    .filter(({ query }) => query.includes('@defer') && validate(schema, parse(query)).length === 0)
    .slice(0, OPERATIONS);
}

async function runBoth(
  graph: Graph,
  subgraphs: InProcessSubgraphs,
  { query, variables }: GeneratedOperation,
) {
  const operation = prepare(graph, query, undefined);
  if (!(operation instanceof PreparedOperation)) throw new Error(String(operation.body));
  const context = { ...anonymousContext(), safeMethod: false, wantsCost: false };
  const options = { transport: subgraphs };
  const outcome = await handle(graph, operation, variables, context, options);
  const whole = readWhole(outcome);
  const inParts = { ...context, inParts: true };
  const parted = await handleInParts(graph, operation, variables, inParts, options);
  const merged =
    'parted' in parted ? await mergeParts(parted.parted) : { ...readWhole(parted), failed: [], later: 0 };
  return { whole, merged };
}

function readWhole(outcome: Awaited<ReturnType<typeof handle>>): Whole {
  return {
    data: JSON.parse(outcome.data?.json ?? 'null') as unknown,
    errors: describeProblems({ errors: outcome.errors ?? [] }, 'test').errors ?? [],
  };
}

/**
 * A fragment that failed takes its own data. The whole answer's null takes the objects around it, or an object that the
 * fragment has a part of, whose other part the client already has.
 */
function differencesOf(whole: Whole, merged: MergedAnswer): readonly string[] {
  const found: string[] = [];
  compare(whole.data, merged.data, [], merged.failed, found);
  for (const path of merged.failed) {
    const around = nullOn(whole.data, path) !== undefined;
    if (!around && !hasNull(valueAt(whole.data, path))) found.push(`failed without need: ${path.join('.')}`);
  }
  // An answer has no more errors than that, in the order in which they come.
  if (whole.errors.length >= MAX_ERRORS_PER_ANSWER) return found;
  const [expected, actual] = [signatures(whole.errors), signatures(merged.errors)];
  for (const [signature, { path }] of actual) {
    if (!expected.has(signature) && (path === undefined || nullOn(whole.data, path) === undefined)) {
      found.push(`error without cause: ${signature}`);
    }
  }
  for (const [signature, { path }] of expected) {
    if (actual.has(signature)) continue;
    const at = path && nullOn(merged.data, path);
    const isTold = merged.errors.some((error) =>
      at?.every((segment, index) => error.path?.[index] === segment),
    );
    if (!isTold && !isFailed(path ?? [], merged.failed)) found.push(`error is missing: ${signature}`);
  }
  return found;
}

function hasNull(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(hasNull));
}

function isFailed(path: readonly (string | number)[], failed: MergedAnswer['failed']): boolean {
  return failed.some((at) => at.every((segment, index) => path[index] === segment));
}

function signatures(errors: readonly GraphQLFormattedError[]) {
  return new Map(
    errors.map((error) => [JSON.stringify([error.path, error.message, error.extensions?.code]), error]),
  );
}

function compare(
  whole: unknown,
  merged: unknown,
  path: readonly (string | number)[],
  failed: MergedAnswer['failed'],
  found: string[],
): void {
  if (isFailed(path, failed) && (whole === null || merged === undefined)) return;
  if (whole === null && merged !== null) {
    const isExplained = failed.some((at) => path.every((segment, index) => at[index] === segment));
    if (!isExplained) found.push(`not null at ${path.join('.')}: ${JSON.stringify(merged)}`);
    return;
  }
  if (typeof whole !== 'object' || whole === null || typeof merged !== 'object' || merged === null) {
    if (whole !== merged)
      found.push(`at ${path.join('.')}: ${JSON.stringify(whole)} ≠ ${JSON.stringify(merged)}`);
    return;
  }
  const keys = new Set([...Object.keys(whole), ...Object.keys(merged)]);
  for (const key of keys) {
    const segment = Array.isArray(whole) ? Number(key) : key;
    compare(own(whole, key), own(merged, key), [...path, segment], failed, found);
  }
}

function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}
