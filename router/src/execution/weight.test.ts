import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { createCompiledExecutor } from './executor.js';
import { anonymousContext, createContender } from './testing/arena.js';
import { createGraph } from './testing/graph.js';

const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const item = { id: '1', a: 'a', b: 'b', next: { id: '2' } };
const graph = createGraph({
  one: {
    typeDefs: `type Query { item(id: ID): Item } type Item @key(fields: "id") { id: ID! a: String next: Item }`,
    resolvers: { Query: { item: () => item }, Item: { __resolveReference: () => item } },
  },
  two: {
    typeDefs: `type Item @key(fields: "id") { id: ID! b: String c: String }`,
    resolvers: { Item: { b: () => 'b', c: () => 'c' } },
  },
});

/** Many aliases, and as many programs as ways to set four variables. */
function heavyQuery(number: number): string {
  const fields = Array.from({ length: 18 }, (_, index) => {
    const name = `n${number}_${index}`;
    return `${name}: item(id: "${name}") { id a @include(if: $v${index % 4}) next { a next { a b @include(if: $v${(index + 1) % 4}) } b c } b c @skip(if: $v${index % 4}) }`;
  });
  return `query ($v0: Boolean!, $v1: Boolean!, $v2: Boolean!, $v3: Boolean!) { ${fields.join(' ')} }`;
}

it('what is kept of heavy operations stays under its bound', { timeout: 120_000 }, async () => {
  const contender = await createContender('compiled', graph.supergraphSdl, graph);
  const bound = 32 * MIB;
  const executor = createCompiledExecutor({
    schema: contender.schema,
    supergraphSdl: graph.supergraphSdl,
    transport: graph,
    programCacheWeight: bound,
  });
  const run = async (number: number) => {
    graph.requests.length = 0;
    const document = parse(heavyQuery(number), { noLocation: true });
    for (let bits = 0; bits < 16; bits += 1) {
      const variables = Object.fromEntries([0, 1, 2, 3].map((bit) => [`v${bit}`, (bits & (1 << bit)) !== 0]));
      const request = { document, variables, context: anonymousContext(), cacheKey: `heavy ${number}` };
      expect((await executor.execute(request)).data).toBeDefined();
      expect(executor.cacheWeight).toBeLessThanOrEqual(bound);
    }
  };
  await run(0);
  const before = heapUsed() - executor.cacheWeight;
  // Each takes some ten megabytes.
  for (let number = 1; number <= 12; number += 1) await run(number);
  graph.requests.length = 0;
  expect(executor.cacheWeight).toBeGreaterThan(bound / 4);
  expect(heapUsed() - before).toBeLessThan(bound * 1.25);
  await contender.stop();
});
