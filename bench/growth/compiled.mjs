import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { openGraph } from '../../router/dist/operation/graph.js';
import { handle } from '../../router/dist/operation/handle.js';
import { prepare } from '../../router/dist/operation/prepare.js';
import { openLocalPlanner } from '../../router/dist/planning/local-planner.js';
import { parseSupergraph } from '../../router/dist/supergraph/load.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const services = {
  lists: `${link} type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! }`,
  items: `${link} type Item @key(fields: "id") { id: ID! name: String! price: Int! inStock: Boolean }`,
};

/**
 * The router's execution of one operation whose entities another subgraph completes.
 * @param textOf returns a subgraph's response
 */
export async function compiledExecution(textOf) {
  const transport = { send: async ({ subgraph }) => JSON.parse(textOf(subgraph)) };
  const graph = await openGraph(parseSupergraph(compose()), {
    openPlanner: openLocalPlanner,
    structure: { depth: 9, selections: 99, aliases: 9, rootFields: 9, directives: 9, definitions: 9 },
    maxTokens: 999,
    cost: { cost: Infinity, listSize: Infinity, assumedListSize: 1 },
    introspection: false,
  });
  const operation = prepare(graph, '{ items { id name price inStock } }', undefined);
  const context = {
    requestId: '',
    caller: { subject: undefined, scopes: new Set(), claims: {} },
    signal: new AbortController().signal,
    deadline: Infinity,
  };
  return {
    async run() {
      const { data, errors } = await handle(graph, operation, {}, context, { transport });
      if (errors.length > 0) throw new Error('Not the answer.');
      return data.body;
    },
    stop: () => graph.close(),
  };
}

function compose() {
  const { supergraphSdl } = composeServices(
    Object.entries(services).map(([name, typeDefs]) => ({
      name,
      url: `http://${name}.test`,
      typeDefs: parse(typeDefs),
    })),
  );
  return supergraphSdl;
}
