import { eventFaults } from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createModels } from '../models/models.js';
import { actions, userOf } from '../testing/people.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startTestSubgraph();
});

afterAll(() => subgraph.stop());

test('who signs up is told by the id alone, once', async () => {
  const { id } = userOf(await actions(subgraph).signUp('lovelace@example.com', { name: 'Ada Lovelace' }));
  // A sign-up with a taken address creates no account and so no event.
  await actions(subgraph).signUp('lovelace@example.com');
  const { users, events } = createModels(subgraph.connection);
  await expect.poll(async () => (await users.findById(id).lean())?.unpublishedAt).toBeUndefined();
  const published = (await events.find().lean()).map(({ event }) => event);
  expect(published).toMatchObject([
    { id: `user/${id}@1`, type: 'shop.user.signed-up.v1', subject: id, owner: id, data: { userId: id } },
  ]);
  expect(JSON.stringify(published)).not.toMatch(/lovelace/i);
  expect(eventFaults(published)).toEqual([]);
});
