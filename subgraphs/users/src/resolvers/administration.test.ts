import { beforeEach, describe, expect, it } from 'vitest';
import { type Asker } from '@supergraph/service-kit/testing';
import { actions, admin, PASSWORD, sessionOf, staff, userOf } from '../testing/people.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;

beforeEach(async () => {
  subgraph = await startTestSubgraph();
  act = actions(subgraph);
  return () => subgraph.stop();
});

async function signUp(name = 'ada') {
  const email = `${name}@example.com`;
  const answer = await act.signUp(email);
  return { id: userOf(answer).id, email, token: sessionOf(answer).refreshToken };
}

const asAdmin = (id: string): Asker => ({ ...admin, subject: id });

describe('a disabled account', () => {
  it('cannot sign in, refresh or change its password, and is told what a wrong password is told', async () => {
    const { id, email, token } = await signUp();
    const wrong = await act.signIn(email, 'a wrong password');
    expect(await act.disableUser(id)).toEqual({ user: { id, disabled: true }, errors: [] });
    expect(await act.signIn(email)).toEqual(wrong);
    expect(await act.changePassword(PASSWORD, 'another password', { subject: id })).toEqual(wrong);
    expect((await act.refresh(token)).errors).toMatchObject([{ __typename: 'InvalidRefreshToken' }]);
  });

  it('costs a stranger and its owner the work of a wrong password', async () => {
    const { id, email } = await signUp();
    await act.signIn(email, 'a wrong password');
    const wrong = await subgraph.watch(() => act.signIn(email, 'a wrong password'));
    await act.disableUser(id);
    for (const password of [PASSWORD, 'a wrong password']) {
      expect((await subgraph.watch(() => act.signIn(email, password))).work).toEqual(wrong.work);
    }
  });

  it('is enabled again, and its sessions of before stay over', async () => {
    const { id, email, token } = await signUp();
    await act.disableUser(id);
    expect(await act.enableUser(id)).toEqual({ user: { id, disabled: false }, errors: [] });
    expect((await act.refresh(token)).errors).toMatchObject([{ __typename: 'InvalidRefreshToken' }]);
    expect((await act.signIn(email)).errors).toEqual([]);
  });

  it('is seen as such by staff, and an account of an earlier version as one that is not', async () => {
    const { id } = await signUp();
    const disabled = async (as: Asker) => {
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { disabled } } }';
      return (await subgraph.ask(query, { r: [{ __typename: 'User', id }] }, as)).data._entities;
    };
    await subgraph.connection
      .collection<{ _id: string }>('users')
      .updateOne({ _id: id }, { $unset: { disabled: 1 } });
    expect(await disabled(staff)).toEqual([{ disabled: false }]);
    await act.disableUser(id);
    expect(await disabled(staff)).toEqual([{ disabled: true }]);
    expect(await disabled({ subject: 'someone' })).toEqual([{ disabled: null }]);
  });
});

describe('ending all sessions of an account', () => {
  it('says how many there were', async () => {
    const { id, email, token } = await signUp();
    await act.signIn(email);
    expect(await act.endSessions(id)).toEqual({ sessionsEnded: 2, errors: [] });
    expect((await act.refresh(token)).errors).toMatchObject([{ __typename: 'InvalidRefreshToken' }]);
    expect(await act.endSessions(id)).toEqual({ sessionsEnded: 0, errors: [] });
  });
});

describe.each(['endSessions', 'disableUser', 'enableUser'] as const)('%s', (mutation) => {
  it('is for staff, and of an account that exists', async () => {
    const { id, email } = await signUp();
    expect(await act[mutation](id, {})).toEqual({ refused: ['UNAUTHENTICATED'] });
    expect(await act[mutation](id, { subject: id })).toEqual({ refused: ['FORBIDDEN'] });
    expect(await act[mutation](id, { subject: 's', scopes: ['users:read'] })).toEqual({
      refused: ['FORBIDDEN'],
    });
    expect((await act[mutation]('gone')).errors).toMatchObject([
      { __typename: 'UserNotFound', path: ['userId'] },
    ]);
    expect((await act.signIn(email)).errors).toEqual([]);
  });

  it.each(['STAFF', 'ADMIN'])('of an account with the role %s needs an administrator', async (role) => {
    const { id, email } = await signUp();
    const other = await signUp('root');
    await act.setRoles(other.id, ['ADMIN']);
    await act.setRoles(id, [role]);
    expect((await act[mutation](id)).errors).toMatchObject([
      { __typename: 'AdministratorNeeded', path: ['userId'] },
    ]);
    expect((await act.signIn(email)).errors).toEqual([]);
    expect((await act[mutation](id, asAdmin(other.id))).errors).toEqual([]);
  });
});

describe('an administrator', () => {
  it('cannot disable their own account', async () => {
    const { id, email } = await signUp();
    await act.setRoles(id, ['ADMIN']);
    expect((await act.disableUser(id, asAdmin(id))).errors).toMatchObject([{ __typename: 'InvalidInput' }]);
    expect((await act.signIn(email)).errors).toEqual([]);
  });

  it('is left when two disable each other at once', async () => {
    const [one, two] = [await signUp('one'), await signUp('two')];
    for (let round = 0; round < 5; round += 1) {
      for (const { id } of [one, two]) {
        await act.enableUser(id, admin);
        await act.setRoles(id, ['ADMIN']);
      }
      await Promise.all([act.disableUser(one.id, asAdmin(two.id)), act.disableUser(two.id, asAdmin(one.id))]);
      const signedIn = [await act.signIn(one.email), await act.signIn(two.email)];
      expect(signedIn.some(({ errors }) => errors.length === 0)).toBe(true);
    }
  });

  it('who is disabled is no administrator that is left', async () => {
    const [one, two] = [await signUp('one'), await signUp('two')];
    for (const { id } of [one, two]) await act.setRoles(id, ['ADMIN']);
    await act.disableUser(two.id, asAdmin(one.id));
    expect((await act.setRoles(one.id, ['CUSTOMER'])).errors).toMatchObject([{ __typename: 'InvalidInput' }]);
  });
});

it('the security log says who disabled, enabled and signed out whom', async () => {
  const { id } = await signUp();
  subgraph.log.length = 0;
  await act.disableUser(id);
  await act.enableUser(id);
  await act.endSessions(id);
  const lines = subgraph.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  const events = lines.filter(({ stream }) => stream === 'security');
  expect(events.map(({ msg, userId, by }) => [msg, userId, by])).toEqual(
    ['account disabled', 'account enabled', 'sessions ended'].map((event) => [event, id, 'staff']),
  );
});
