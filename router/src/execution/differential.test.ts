import { validate, parse, type GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operationParts } from './operation.js';
import { compose, contenderOn, createContender, openTestGraph } from './testing/arena.js';
import type { Contender } from './testing/arena.js';
import { differences, untruths, wrongPaths } from './testing/compare.js';
import { generateOperation, generateSubscription } from './testing/generate-operation.js';
import type { GeneratedOperation } from './testing/generate-operation.js';
import { generateSubgraphs } from './testing/generate-subgraphs.js';
import type { GeneratedSubgraph, GraphKind } from './testing/generate-subgraphs.js';
import { failedEntityOf, selectsOn } from './testing/failed-entity.js';
import { InProcessSubgraphs } from './testing/in-process-subgraphs.js';
import { withoutConditions } from './testing/plain-operation.js';
import type { Trouble } from './testing/values.js';
import { keepCase, keptCases } from './testing/kept-cases.js';
import { keysOf } from './testing/response-path.js';

// `npm run test:long` looks further than `npm test`, and EXECUTION_SEEDS=from-to wherever one likes.
const SEEDS = process.env.FULL === '1' ? '0-15' : '0-5';
const [from = 0, to = from + 1] = (process.env.EXECUTION_SEEDS ?? SEEDS).split('-').map(Number);
/** Composing and loading a supergraph takes longer than an operation over it, so a soak asks more of each. */
const OPERATIONS = Number(process.env.EXECUTION_OPERATIONS ?? 8);
/** The limit for one supergraph, which takes a few seconds on an idle machine with eight operations. */
const MAX_MS = 40_000 * OPERATIONS;
/** So many of them are also run several times at once. */
const SHARED_OPERATIONS = 2;

/** Every operation meets data of these kinds. */
const worlds: readonly Trouble[] = [
  { nulls: 0, errors: 0, down: new Set() },
  { nulls: 0.1, errors: 0, down: new Set() },
  { nulls: 0.1, errors: 0.05, down: new Set() },
  { nulls: 0.2, errors: 0.15, down: new Set() },
  { nulls: 0, errors: 0, down: new Set(['b']) },
  { nulls: 0.1, errors: 0.1, down: new Set(['a', 'c']) },
  { nulls: 0, errors: 0.15, down: new Set(), hitsFieldsAlone: true },
];

/** Seeds whose subgraphs do not compose are passed over. */
function supergraphsOf(kind: GraphKind) {
  return Array.from({ length: to - from }, (_, index) => from + index).flatMap((seed) => {
    const generated = generateSubgraphs(seed, kind);
    const sdl = compose(generated);
    return sdl === undefined ? [] : [{ seed, generated, sdl }];
  });
}

const supergraphs = supergraphsOf('plain');
const trickySupergraphs = supergraphsOf('tricky');

function operationsOver(
  contender: Contender,
  seed: number,
  hasPlainAliases: boolean,
): readonly GeneratedOperation[] {
  const generate = (seedOfOperation: number) =>
    generateOperation(contender.schema, seedOfOperation, hasPlainAliases);
  return validOperations(contender, OPERATIONS, seed, generate);
}

/** Each event of a subscription is answered as the same query would be. */
function subscriptionsOver(contender: Contender, seed: number): readonly GeneratedOperation[] {
  return validOperations(contender, Math.ceil(OPERATIONS / 4), seed, (seedOfOperation) =>
    generateSubscription(contender.schema, seedOfOperation),
  );
}

function validOperations(
  contender: Contender,
  count: number,
  seed: number,
  generate: (seed: number) => GeneratedOperation,
): readonly GeneratedOperation[] {
  return Array.from({ length: count * 2 }, (_, index) => generate(seed * 1_000 + index))
    .filter(({ query }) => validate(contender.schema, parse(query)).length === 0)
    .slice(0, count);
}

describe('compiled and stock execution of generated operations over generated supergraphs', () => {
  it('has enough supergraphs to mean something', () => {
    expect(supergraphs.length).toBeGreaterThan((to - from) * 0.9);
  });

  it.each(supergraphs)(
    'give the same answers over supergraph $seed',
    async ({ seed, generated, sdl }) => {
      const contenders = await createContenders(generated, sdl, seed % 4 === 0);
      for (const [index, operation] of operationsOver(contenders.stock, seed, true).entries()) {
        for (const [world, trouble] of worlds.entries()) {
          const found = await findDifferences(contenders, {
            operation,
            world,
            trouble,
            isShared: index < SHARED_OPERATIONS,
          });
          if (found.length > 0) keepCase({ subgraphs: generated, operation, world, trouble });
          expect(found, describeCase(operation, world)).toEqual([]);
        }
      }
      await contenders.stop();
    },
    MAX_MS,
  );
});

describe('compiled execution of what the stock gateway is known to answer wrong', () => {
  it('has enough supergraphs to mean something', () => {
    expect(trickySupergraphs.length).toBeGreaterThan((to - from) * 0.8);
  });

  it.each(trickySupergraphs)(
    'tells the truth over supergraph $seed',
    async ({ seed, generated, sdl }) => {
      const subgraphs = new InProcessSubgraphs(generated);
      const compiled = await createContender('compiled', sdl, subgraphs);
      const operations = [...operationsOver(compiled, seed, false), ...subscriptionsOver(compiled, seed)];
      for (const operation of operations) {
        for (const [world, trouble] of worlds.entries()) {
          subgraphs.enter(world, trouble);
          const answer = await compiled.execute(operation);
          const truth = isTruthKnown(trouble) ? await subgraphs.truth(compiled.schema, operation) : undefined;
          const found = truth === undefined ? [] : untruths(answer, truth);
          expect([...found, ...wrongPaths(answer)], describeCase(operation, world)).toEqual([]);
        }
      }
      await compiled.stop();
    },
    MAX_MS,
  );
});

describe('compiled and stock execution of the cases that are kept', () => {
  it.each(keptCases())('give the same answers: %s', async (_name, kept) => {
    const sdl = compose(kept.subgraphs) ?? expect.fail('The subgraphs do not compose.');
    const contenders = await createContenders(kept.subgraphs, sdl, false);
    const { operation, world } = kept;
    const trouble = { ...kept.trouble, down: new Set(kept.trouble.down) };
    const found = await findDifferences(contenders, { operation, world, trouble, isShared: true });
    expect(found).toEqual([]);
    await contenders.stop();
  });
});

async function createContenders(
  generated: readonly GeneratedSubgraph[],
  sdl: string,
  sharesOperations: boolean,
) {
  const subgraphs = new InProcessSubgraphs(generated);
  const stock = await createContender('apollo', sdl, subgraphs);
  const graph = await openTestGraph(sdl);
  const compiled = contenderOn(graph, subgraphs);
  const sharing = { subgraphQueries: true, operations: sharesOperations };
  const shared = contenderOn(graph, subgraphs, sharing);
  const stop = () => Promise.all([stock.stop(), graph.close()]);
  return { subgraphs, stock, compiled, shared, stop };
}

type Contenders = Awaited<ReturnType<typeof createContenders>>;

interface Case {
  readonly operation: GeneratedOperation;
  readonly world: number;
  readonly trouble: Trouble;
  /** Whether several are run at once as well. */
  readonly isShared: boolean;
}

async function findDifferences(
  contenders: Contenders,
  { operation, world, trouble, isShared }: Case,
): Promise<readonly string[]> {
  const { subgraphs, stock, compiled, shared } = contenders;
  subgraphs.enter(world, trouble);
  const actual = await compiled.execute(operation);
  const found = [...wrongPaths(actual)];
  if (isTruthKnown(trouble)) {
    // Two executors on one planner can be wrong together, and where they differ it is the truth that decides.
    found.push(...untruths(actual, await subgraphs.truth(compiled.schema, operation)));
  } else {
    // Its plans of conditions lose what is there, so it is asked without them.
    const asked = withoutConditions(stock.schema, operation);
    found.push(...differences(await stock.execute(asked), actual, selectedIn(contenders, asked)));
  }
  if (!isShared) return found;
  // Three at once share all of it, or every subgraph request: then they must not write into each other's answers.
  const together = await Promise.all([1, 2, 3].map(() => shared.execute(operation)));
  return [...found, ...together.flatMap((one) => differences(actual, one))];
}

/** Whether an operation selects the field of an error on objects of the type of the failed entity. */
function selectedIn({ subgraphs, stock }: Contenders, { query }: GeneratedOperation) {
  const parts = operationParts(parse(query), undefined) ?? expect.fail('The document has no operation.');
  return (error: GraphQLError): boolean => {
    const entity = failedEntityOf(error);
    if (entity === undefined || error.path === undefined) return true;
    const typename = subgraphs.typeOf(entity.representation);
    return selectsOn(parts, stock.schema, keysOf(error.path), typename, entity.depth);
  };
}

/** Where entities are found, or all of them, the graph as a whole says what is right. */
function isTruthKnown({ nulls, errors, down, hitsFieldsAlone }: Trouble): boolean {
  return hitsFieldsAlone === true || (nulls === 0 && errors === 0 && down.size === 0);
}

function describeCase({ query, variables }: GeneratedOperation, world: number): string {
  return `world ${world}: ${query} ${JSON.stringify(variables)}`;
}
