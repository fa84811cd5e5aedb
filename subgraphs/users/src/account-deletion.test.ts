import { hash } from '@node-rs/argon2';
import { type Answer, eventFaults } from '@supergraph/service-kit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createUserSnapshots } from './data/user-snapshots.js';
import { createModels, type Models } from './models/models.js';
import { actions, admin, PASSWORD, sessionOf, staff, userOf } from './testing/people.js';
import { startTestSubgraph, type TestSubgraph } from './testing/test-subgraph.js';
import { isVoid } from './testing/void-tokens.js';

const HOUR_MS = 3_600_000;

let subgraph: TestSubgraph;
let models: Models;
let act: ReturnType<typeof actions>;

beforeEach(async () => {
  subgraph = await startTestSubgraph({ ERASE_AFTER_S: '1' });
  models = createModels(subgraph.connection);
  act = actions(subgraph);
  return () => subgraph.stop();
});

const address = { recipient: 'Ada Lovelace', street: '12 St James', city: 'London', country: 'UK' };

async function account(email = 'ada@example.com') {
  const payload = await act.signUp(email, { name: 'Ada Lovelace' });
  const { id } = userOf(payload);
  await act.updateProfile({ defaultAddress: address }, { subject: id });
  return { id, email, session: sessionOf(payload) };
}

interface Deleted {
  readonly deletion: { readonly id: string; readonly requestedAt: string } | null;
  readonly errors: readonly { readonly __typename: string }[];
}

async function deleteAccount(subject: string, password = PASSWORD, of = subgraph): Promise<Deleted> {
  const query = `mutation ($input: DeleteAccountInput!) {
    deleteAccount(input: $input) { deletion { id requestedAt } errors { __typename } }
  }`;
  const answer = (await of.ask(query, { input: { password } }, { subject })) as Answer<{
    deleteAccount: Deleted;
  }>;
  return answer.data.deleteAccount;
}

const progressOf = async (id: string) => {
  const query = 'query ($id: ID!) { accountDeletion(id: $id) { id requestedAt accountErasedAt } }';
  return (await subgraph.ask(query, { id })).data.accountDeletion;
};

/** The progress as the router asks for it, with the part of orders. */
const finished = async (id: string, ordersErasedAt: string | null) => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on AccountDeletion { finished } } }`;
  const of = [{ __typename: 'AccountDeletion', id, ordersErasedAt }];
  return (await subgraph.ask(query, { of })).data._entities;
};

const published = async () => (await models.events.find().sort({ _id: 1 }).lean()).map(({ event }) => event);

describe('a deleted account', () => {
  it('keeps nothing of its person, ends all sessions and frees its email', async () => {
    const { id, email, session } = await account();
    expect(await deleteAccount(id)).toMatchObject({
      deletion: { id: expect.any(String) as string },
      errors: [],
    });
    expect(JSON.stringify(await models.users.findById(id).select('+passwordHash').lean())).not.toMatch(
      /ada|lovelace|london|argon2/i,
    );
    expect(await isVoid(subgraph, session)).toBe(true);
    expect((await act.refresh(session.refreshToken)).session).toBeNull();
    expect((await act.signIn(email)).errors).toMatchObject([{ __typename: 'InvalidCredentials' }]);
    const again = await act.signUp(email);
    expect(userOf(again).id).not.toBe(id);
  });

  it('is nobody to others, to staff and to lists', async () => {
    const { id } = await account();
    const other = await account('bob@example.com');
    await deleteAccount(id);
    const query = `query ($id: ID!, $of: [_Any!]!) {
      user(id: $id) { id }
      users(first: 100) { totalCount nodes { id } }
      _entities(representations: $of) { ... on User { id } }
    }`;
    const { data } = await subgraph.ask(query, { id, of: [{ __typename: 'User', id }] }, staff);
    expect(data).toEqual({
      user: null,
      users: { totalCount: 1, nodes: [{ id: other.id }] },
      _entities: [null],
    });
    expect((await act.setRoles(id, ['STAFF'], admin)).errors).toMatchObject([{ __typename: 'UserNotFound' }]);
    expect((await act.enableUser(id)).errors).toMatchObject([{ __typename: 'UserNotFound' }]);
    expect((await subgraph.ask('{ me { id } }', {}, { subject: id })).data.me).toBeNull();
  });

  it('is published by its id alone, once, and is part of a snapshot', async () => {
    const { id } = await account();
    const { deletion } = await deleteAccount(id);
    await expect.poll(async () => (await published()).length).toBe(2);
    const events = await published();
    const data = { userId: id, deletionId: deletion?.id, deletedAt: deletion?.requestedAt };
    expect(events[1]).toMatchObject({ id: `user/${id}@2`, type: 'shop.user.deleted.v1', owner: id, data });
    const bob = await account('bob@example.com');
    const snapshot = await createUserSnapshots(models).page('', 10);
    expect(snapshot.map((event) => event.data)).toEqual(
      expect.arrayContaining([data, { userId: bob.id }]) as unknown[],
    );
    expect(eventFaults([...events, ...snapshot])).toEqual([]);
    expect(JSON.stringify([events, snapshot])).not.toMatch(/ada|lovelace|bob/i);
  });

  it('is finished once the sessions are erased, and orders has erased its part', async () => {
    const { id } = await account();
    await act.signIn('ada@example.com');
    const { deletion } = await deleteAccount(id);
    const deletionId = deletion?.id ?? '';
    expect(await progressOf(deletionId)).toEqual({ ...deletion, accountErasedAt: null });
    expect(await finished(deletionId, '2026-01-01T00:00:00.000Z')).toEqual([{ finished: false }]);
    subgraph.clock.now += HOUR_MS;
    await expect
      .poll(async () => models.sessions.countDocuments({ userId: id }), { timeout: 30_000 })
      .toBe(0);
    await expect.poll(() => finished(deletionId, '2026-01-01T00:00:00.000Z')).toEqual([{ finished: true }]);
    expect(await finished(deletionId, null)).toEqual([{ finished: false }]);
    expect(await progressOf('11111111-1111-4111-8111-111111111111')).toBeNull();
  });
});

describe('an account stays', () => {
  it('with a wrong password, which counts as a guess', async () => {
    const { id, email } = await account();
    for (let guess = 0; guess < 10; guess += 1) {
      const { errors } = await deleteAccount(id, `wrong ${guess}`);
      expect(errors).toEqual([{ __typename: 'InvalidCredentials' }]);
    }
    expect(userOf(await act.signIn(email)).id).toBe(id);
    expect(await published()).toHaveLength(1);
  });

  it('when it is the last administrator’s, also when the last two leave at once', async () => {
    const [ada, bob] = [await account(), await account('bob@example.com')];
    await act.setRoles(ada.id, ['CUSTOMER', 'ADMIN']);
    const users = subgraph.connection.collection('users');
    // Without the queue of events, which the relay empties meanwhile.
    const projection = { events: 0, unpublishedAt: 0 };
    const stored = () => users.findOne({ _id: ada.id as never }, { projection });
    const before = await stored();
    expect(await deleteAccount(ada.id)).toEqual({
      deletion: null,
      errors: [{ __typename: 'LastAdministrator' }],
    });
    // Their sessions have not ended either.
    expect(await stored()).toEqual(before);
    expect((await act.signIn(ada.email)).session).not.toBeNull();
    await act.setRoles(bob.id, ['ADMIN']);
    const answers = await Promise.all([deleteAccount(ada.id), deleteAccount(bob.id)]);
    expect(answers.filter(({ deletion }) => deletion !== null).length).toBeLessThan(2);
    const administrators = { roles: 'ADMIN', disabled: { $ne: true } };
    expect(await users.countDocuments(administrators)).toBeGreaterThan(0);
  });

  it('deleted once by ten at once', async () => {
    const { id } = await account();
    const answers = await Promise.all(Array.from({ length: 10 }, () => deleteAccount(id).catch(() => null)));
    expect(answers.filter((answer) => answer?.deletion != null)).toHaveLength(1);
    await expect.poll(async () => (await published()).length).toBe(2);
  });
});

it('exports an account to its person alone', async () => {
  const { id, email } = await account();
  const fields = 'id account { name email defaultAddress { street city } sessions { client } }';
  const own = await subgraph.ask(`{ exportMyData { ${fields} } }`, {}, { subject: id });
  expect(own.data.exportMyData).toMatchObject({
    id,
    account: { name: 'Ada Lovelace', email, defaultAddress: { city: 'London' }, sessions: [{}] },
  });
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on PersonalData { ${fields} } } }`;
  const of = [{ __typename: 'PersonalData', id }];
  expect((await subgraph.ask(query, { of }, { ...staff, subject: 'staff' })).data._entities).toEqual([null]);
  expect((await subgraph.ask('{ exportMyData { id } }')).errors?.[0]?.extensions.code).toBe(
    'UNAUTHENTICATED',
  );
});

it('deletes an account whose hash was made with weaker parameters', async () => {
  const { id } = await account();
  const weak = await hash(PASSWORD, { memoryCost: 512, timeCost: 1, parallelism: 1 });
  await models.users.updateOne({ _id: id }, { $set: { passwordHash: weak } });
  expect(await act.changePassword(PASSWORD, 'another long password', { subject: id })).toMatchObject({
    errors: [],
  });
  await models.users.updateOne({ _id: id }, { $set: { passwordHash: weak } });
  expect(await deleteAccount(id)).toMatchObject({ errors: [] });
});

it('shows in a metric for how long the sessions of a deleted account could not be erased', async () => {
  let isBroken = true;
  const late = await startTestSubgraph(
    { ERASE_AFTER_S: '1' },
    {
      decorate: (ports) => ({
        ...ports,
        sessions: {
          ...ports.sessions,
          eraseAllOf: (userId) =>
            isBroken ? Promise.reject(new Error('broken')) : ports.sessions.eraseAllOf(userId),
        },
      }),
    },
  );
  const lag = async () =>
    Number(/^account_erasure_lag_seconds (\S+)$/m.exec(await late.registry.metrics())?.[1]);
  try {
    act = actions(late);
    const { id } = await account();
    expect(await lag()).toBe(0);
    await deleteAccount(id, PASSWORD, late);
    late.clock.now += HOUR_MS;
    expect(await lag()).toBe(3_599);
    isBroken = false;
    await expect.poll(lag, { timeout: 30_000 }).toBe(0);
  } finally {
    await late.stop();
  }
});
