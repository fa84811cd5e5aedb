import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';
import { createGateway } from '../../router/dist/execution/gateway.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
const services = {
  lists: `${link} type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! }`,
  items: `${link} type Item @key(fields: "id") { id: ID! name: String! price: Int! inStock: Boolean }`,
};

/**
 * This router's execution of one operation whose entities another subgraph completes.
 * @param textOf gives a subgraph's answer
 */
export async function compiledExecution(textOf) {
  const transport = { send: async ({ subgraph }) => JSON.parse(textOf(subgraph)) };
  const gateway = createGateway({ supergraphSdl: compose(), transport });
  let schema;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  const { executor } = await gateway.load({ apollo: {} });
  const document = parse('{ items { id name price inStock } }');
  const context = {
    requestId: '',
    caller: { subject: undefined, scopes: new Set(), claims: {} },
    signal: new AbortController().signal,
    deadline: Infinity,
  };
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const request = { document, operation, request: { variables: {} }, queryHash: 'items', schema, context };
  return {
    async run() {
      const { data, errors } = await executor(request);
      if (errors !== undefined) throw new Error('Not the answer.');
      return data.body;
    },
    stop: () => gateway.stop(),
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
