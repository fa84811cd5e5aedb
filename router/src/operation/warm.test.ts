import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import type { Caller } from '../context.js';
import { Stop } from '../stop.js';
import { openLocalPlanner } from '../planning/local-planner.js';
import { parseSupergraph } from '../supergraph/load.js';
import { openGraph, type Graph } from './graph.js';
import { prepare } from './prepare.js';
import { PreparedOperation } from './prepared-operation.js';
import { planRegistered, recentOperations, warmOperations } from './warm.js';

const graphs: Graph[] = [];
afterEach(async () => {
  for (const graph of graphs.splice(0)) await graph.close();
});

async function open(fields: string): Promise<Graph> {
  const typeDefs = parse(`extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
    type Query { item: String secret: String @authenticated ${fields} }`);
  const { supergraphSdl = '' } = composeServices([{ name: 'shop', url: 'http://shop', typeDefs }]);
  const graph = await openGraph(parseSupergraph(supergraphSdl), {
    openPlanner: openLocalPlanner,
    structure: { depth: 9, selections: 99, aliases: 9, rootFields: 9, directives: 9, definitions: 9 },
    maxTokens: 1_000,
    cost: { cost: undefined, listSize: 10, assumedListSize: 10 },
    introspection: false,
  });
  graphs.push(graph);
  return graph;
}

async function plan(graph: Graph, text: string, caller: Caller, variables = {}): Promise<void> {
  const operation = prepare(graph, text, undefined);
  if (!(operation instanceof PreparedOperation)) throw new Error(String(operation.body));
  const context = { requestId: 'r', caller, signal: new Stop(), deadline: 1e9 };
  const overrides = graph.decideOverrides(context);
  const conditions = operation.conditionsFor(variables);
  await operation.programFor(operation.permissionFor(context), conditions, overrides, context);
}

test('recent operations are planned for the conditions and callers that asked for them, in the same order', async () => {
  const [from, to] = [await open(''), await open('added: String')];
  const anonymous: Caller = { subject: undefined, scopes: new Set(), claims: {} };
  const known: Caller = { subject: 'someone', scopes: new Set(), claims: {} };
  const conditional = 'query ($with: Boolean!) { item secret @include(if: $with) }';
  await plan(from, '{ item }', anonymous);
  await plan(from, conditional, anonymous, { with: true });
  await plan(from, conditional, known, { with: true });
  await plan(from, conditional, known, { with: false });
  prepare(from, '{ nothing }', undefined);
  await warmOperations(to, recentOperations(from));
  const asked = (graph: Graph) =>
    graph.operations
      .recent(10)
      .map(({ text, operation }) => [
        text,
        operation.variants.map(({ caller, variables }) => [caller?.subject, variables.with]),
      ]);
  expect(asked(to)).toEqual(asked(from));
  expect(asked(to).map(([text]) => text)).toEqual([conditional, '{ item }']);
});

test('an operation that the other graph cannot answer is left out', async () => {
  const [from, to] = [await open('gone: String'), await open('')];
  await plan(from, '{ gone }', { subject: undefined, scopes: new Set(), claims: {} });
  await warmOperations(to, recentOperations(from));
  expect(to.operations.recent(10)).toEqual([]);
});

test('a registered operation is planned once for all who may see it, under the name that clients may leave out', async () => {
  const graph = await open('');
  const texts = [
    'query Named($with: Boolean = true) { item secret @include(if: $with) }',
    '{ item }',
    '{ nothing }',
  ];
  const operationNameOf = (text: string) => (text.startsWith('query') ? 'Named' : undefined);
  await planRegistered(graph, { texts: () => texts, operationNameOf });
  const planned = graph.operations.recent(10);
  expect(planned.map(({ text, operationName }) => [text, operationName])).toEqual([
    [texts[1], undefined],
    [texts[0], 'Named'],
  ]);
  const variants = planned.map(({ operation }) => operation.variants);
  expect(variants.map(({ length }) => length)).toEqual([1, 1]);
  const permitted: Caller = { subject: 'someone', scopes: new Set(), claims: {} };
  const operation = planned[1]?.operation;
  if (operation === undefined) throw new Error('The operation is not prepared.');
  const context = { requestId: 'r', caller: permitted, signal: new Stop(), deadline: 1e9 };
  const overrides = graph.decideOverrides(context);
  const programFor = (caller: Caller) =>
    operation.programFor(
      operation.permissionFor({ ...context, caller }),
      operation.conditionsFor({}),
      overrides,
      context,
    );
  await programFor(permitted);
  expect(operation.variants).toHaveLength(1);
  await programFor({ ...permitted, subject: undefined });
  expect(operation.variants).toHaveLength(2);
});
