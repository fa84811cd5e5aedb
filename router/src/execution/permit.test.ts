import { GraphQLError, Kind, visit } from 'graphql';
import type { DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createContender } from './testing/arena.js';
import { createGraph } from './testing/graph.js';

const accounts = [{ id: '1', salary: 100, email: 'a@example.test' }];

function createBank() {
  return createGraph({
    accounts: {
      typeDefs: `
        type Query { accounts: [Account!] }
        type Account @key(fields: "id") { id: ID! salary: Int email: String! }`,
      resolvers: {
        Query: { accounts: () => accounts },
        Account: {
          __resolveReference: ({ id }: { id: string }) => accounts.find((account) => account.id === id),
        },
      },
    },
    taxes: {
      typeDefs: `
        type Account @key(fields: "id") { id: ID! salary: Int @external tax: Int @requires(fields: "salary") }`,
      resolvers: { Account: { tax: ({ salary }: { salary: number }) => salary / 2 } },
    },
  });
}

function without(document: DocumentNode, removed: string): DocumentNode {
  return visit(document, {
    Field: (node) => (node.name.value === removed ? null : undefined),
    SelectionSet: {
      leave: (node) =>
        node.selections.length > 0
          ? undefined
          : { ...node, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] },
    },
  });
}

async function executeWithout(removed: string | undefined, query: string) {
  const graph = createBank();
  const contender = await createContender('compiled', graph.supergraphSdl, graph, {
    permit: ({ document }) => ({
      planned: removed === undefined ? null : without(document, removed),
      key: String(removed),
      errors: [new GraphQLError('Not yours.')],
    }),
  });
  graph.requests.length = 0;
  const answer = await contender.execute({ query, variables: {} });
  await contender.stop();
  return {
    data: JSON.parse(answer.data ?? 'null') as unknown,
    errors: answer.errors,
    requests: graph.requests,
  };
}

describe('a field that the caller may not see', () => {
  it('is null even where it is fetched for another field’s sake', async () => {
    const { data, errors } = await executeWithout('salary', '{ accounts { id salary pay: salary tax } }');
    expect(data).toEqual({ accounts: [{ id: '1', salary: null, pay: null, tax: 50 }] });
    expect(errors.map(({ message }) => message)).toEqual(['Not yours.']);
  });

  it('is not asked for when nothing else needs it', async () => {
    const { data, requests } = await executeWithout('tax', '{ accounts { id tax } }');
    expect(data).toEqual({ accounts: [{ id: '1', tax: null }] });
    expect(requests.map(({ subgraph }) => subgraph)).toEqual(['accounts']);
  });

  it('takes the object with it when it must not be null', async () => {
    expect((await executeWithout('email', '{ accounts { id email } }')).data).toEqual({ accounts: null });
  });

  it('makes no request when nothing is left', async () => {
    const { data, requests } = await executeWithout(undefined, '{ accounts { id } }');
    expect(data).toEqual({ accounts: null });
    expect(requests).toEqual([]);
  });
});
