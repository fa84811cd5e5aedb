import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSubgraph, type TestSubgraph } from '../testing/subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startSubgraph(database.newUri('widgets'));
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

const someone = { subject: 'someone' };

async function create(name: string) {
  const { data } = await subgraph.ask<{
    createWidget: {
      widget: { id: string; name: string } | null;
      errors: { __typename: string; path: string[] }[];
    };
  }>(
    `mutation ($input: CreateWidgetInput!) { createWidget(input: $input) {
      widget { id name } errors { __typename ... on UserError { path } } } }`,
    { input: { name } },
    someone,
  );
  return data.createWidget;
}

it('creates a widget that is found by its id', async () => {
  const { widget, errors } = await create('First');
  expect(errors).toEqual([]);
  const { data } = await subgraph.ask('query ($id: ID!) { widget(id: $id) { name } }', { id: widget?.id });
  expect(data).toEqual({ widget: { name: 'First' } });
});

it('refuses a name that is not one line of text', async () => {
  for (const name of ['', 'two\nlines', 'x'.repeat(101)]) {
    expect(await create(name)).toEqual({
      widget: null,
      errors: [{ __typename: 'InvalidInput', path: ['name'] }],
    });
  }
});

it('creates nothing for an anonymous caller', async () => {
  const { data } = await subgraph.ask<{ createWidget: null }>(
    'mutation { createWidget(input: { name: "x" }) { errors { __typename } } }',
  );
  expect(data.createWidget).toBeNull();
});

it('reads all referenced widgets in one query', async () => {
  const ids = await Promise.all(['Second', 'Third'].map(async (name) => (await create(name)).widget?.id));
  const representations = [...ids, 'nobody'].map((id) => ({ __typename: 'Widget', id }));
  const { result, commands } = await subgraph.watch(() =>
    subgraph.ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Widget { name } } }`,
      { representations },
    ),
  );
  expect(result.data).toEqual({ _entities: [{ name: 'Second' }, { name: 'Third' }, null] });
  expect(commands).toEqual(['find widgets']);
});
