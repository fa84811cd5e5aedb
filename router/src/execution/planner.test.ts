import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { afterEach, expect, it, vi } from 'vitest';
import { operationParts } from './operation.js';
import { createPlanner } from './planner.js';
import { loadGateway } from './gateway.js';
import { createGraph } from './testing/graph.js';

afterEach(() => vi.restoreAllMocks());

/** Twelve values that any of three subgraphs can give, each with a field of its own there. */
const names = Array.from({ length: 12 }, (_, index) => `v${index}`);
const graph = createGraph(
  Object.fromEntries(
    ['a', 'b', 'c'].map((name) => [
      name,
      {
        typeDefs: `type Query { thing: Thing @shareable }
          type Thing @key(fields: "id") { id: ID!  ${names.map((field) => `${field}: Value @shareable`).join(' ')} }
          type Value { shared: Int @shareable  ${name}: Int }`,
        resolvers: {},
      },
    ]),
  ),
);
const query = `{ thing { ${names.map((field) => `${field} { shared }`).join(' ')} } }`;

it.each(['the gateway’s planner', 'a planner of its own'])(
  'compares at most 100 plans with %s',
  async (which) => {
    const operation =
      operationParts(parse(query), undefined) ?? expect.fail('The document has no operation.');
    const { apiSchema, planner, stop } = await loadGateway(graph.supergraphSdl);
    const spy = vi.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    const planned =
      which === 'a planner of its own' ? createPlanner(graph.supergraphSdl, apiSchema, undefined) : planner;
    planned.plan(operation);
    await stop();
    const counts = spy.mock.contexts.map(
      (used) => (used as QueryPlanner).lastGeneratedPlanStatistics()?.evaluatedPlanCount,
    );
    expect(counts).toHaveLength(1);
    expect(counts[0]).toBeGreaterThan(1);
    expect(counts[0]).toBeLessThanOrEqual(100);
  },
);
