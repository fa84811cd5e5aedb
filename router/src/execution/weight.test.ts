import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { handle } from '../operation/handle.js';
import { prepare } from '../operation/prepare.js';
import { PreparedOperation } from '../operation/prepared-operation.js';
import { anonymousContext, openTestGraph } from './testing/arena.js';
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
  const bound = 32 * MIB;
  const opened = await openTestGraph(graph.supergraphSdl, { cacheWeight: bound });
  const { operations } = opened;
  const run = async (number: number) => {
    graph.requests.length = 0;
    for (let bits = 0; bits < 16; bits += 1) {
      const variables = Object.fromEntries([0, 1, 2, 3].map((bit) => [`v${bit}`, (bits & (1 << bit)) !== 0]));
      const operation = prepare(opened, heavyQuery(number), undefined);
      if (!(operation instanceof PreparedOperation)) expect.fail(String(operation.body));
      const context = { ...anonymousContext(), safeMethod: false, wantsCost: false };
      expect((await handle(opened, operation, variables, context, { transport: graph })).data).toBeDefined();
      expect(operations.weight).toBeLessThanOrEqual(bound);
    }
  };
  await run(0);
  const before = heapUsed() - operations.weight;
  // Each takes some ten megabytes.
  for (let number = 1; number <= 7; number += 1) await run(number);
  graph.requests.length = 0;
  expect(operations.weight).toBeGreaterThan(bound / 4);
  expect(heapUsed() - before).toBeLessThan(bound * 1.25);
  await opened.close();
});
