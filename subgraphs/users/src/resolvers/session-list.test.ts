import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, claimsOf, PASSWORD, sessionOf, sessionsOf, staff, userOf } from '../testing/people.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

const MINUTE_MS = 60_000;
let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;
let number = 0;

beforeAll(async () => {
  subgraph = await startTestSubgraph();
  act = actions(subgraph);
});
afterAll(() => subgraph.stop());

/** A new user who has signed in with a browser and then with a phone. */
async function signUp() {
  number += 1;
  const email = `person-${number}@example.com`;
  const answer = await act.signUp(email, {}, { client: 'web 1.0' });
  const browser = sessionOf(answer);
  subgraph.clock.now += MINUTE_MS;
  const phone = sessionOf(await act.signIn(email, PASSWORD, { client: 'phone 2.0' }));
  return { id: userOf(answer).id, email, browser, phone };
}

const sidOf = (session: { accessToken: string }) => String(claimsOf(session).sid);
const moment = (ago = 0) => new Date(subgraph.clock.now - ago).toISOString();

describe('the sessions of a user', () => {
  it('say when they began, when and with what they were last used, and which one asks', async () => {
    const { id, browser, phone } = await signUp();
    const phoneSession = { id: sidOf(phone), createdAt: moment(), lastUsedAt: moment(), client: 'phone 2.0' };
    expect(await sessionsOf(subgraph, id, { subject: id, session: sidOf(phone) })).toEqual([
      { ...phoneSession, current: true },
      {
        id: sidOf(browser),
        createdAt: moment(MINUTE_MS),
        lastUsedAt: moment(MINUTE_MS),
        client: 'web 1.0',
        current: false,
      },
    ]);
    subgraph.clock.now += MINUTE_MS;
    const next = sessionOf(await act.refresh(browser.refreshToken, { client: 'web 1.1' }));
    expect(sidOf(next)).toBe(sidOf(browser));
    expect(await sessionsOf(subgraph, id, { subject: id, session: sidOf(next) })).toEqual([
      { ...phoneSession, current: false },
      {
        id: sidOf(browser),
        createdAt: moment(2 * MINUTE_MS),
        lastUsedAt: moment(),
        client: 'web 1.1',
        current: true,
      },
    ]);
  });

  it('are shown to their owner and to staff, none of which is current to staff, and to nobody else', async () => {
    const { id } = await signUp();
    expect((await sessionsOf(subgraph, id, staff))?.map(({ current }) => current)).toEqual([false, false]);
    const representations = [{ __typename: 'User', id }];
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id sessions { id } } } }';
    const { data } = await subgraph.ask(query, { r: representations }, { subject: 'someone' });
    expect(data._entities).toEqual([{ id, sessions: null }]);
  });

  it.each([
    ['nothing', undefined],
    ['a control character', 'web\u0007'],
    ['a right-to-left override', 'web\u202e'],
    ['only blanks', '   '],
  ])('have no client where it said %s', async (_case, client) => {
    const { email, id } = await signUp();
    subgraph.clock.now += MINUTE_MS;
    await act.signIn(email, PASSWORD, client === undefined ? {} : { client });
    expect((await sessionsOf(subgraph, id, staff))?.[0]?.client).toBeNull();
  });

  it('of earlier versions are listed last, without what was not recorded then', async () => {
    const { id, browser } = await signUp();
    const stored = subgraph.connection.collection<{ _id: string }>('sessions');
    await stored.updateOne({ _id: sidOf(browser) }, { $unset: { createdAt: 1, lastUsedAt: 1, client: 1 } });
    expect((await sessionsOf(subgraph, id, staff))?.at(-1)).toEqual({
      id: sidOf(browser),
      createdAt: null,
      lastUsedAt: null,
      client: null,
      current: false,
    });
    expect((await act.refresh(browser.refreshToken)).errors).toEqual([]);
    expect((await sessionsOf(subgraph, id, staff))?.at(-1)).toMatchObject({
      createdAt: null,
      lastUsedAt: moment(),
    });
  });

  it('leave out those that ended, were signed out, ran out or ended with a new password', async () => {
    const { id, email, browser, phone } = await signUp();
    await act.signOut(browser.refreshToken);
    expect((await sessionsOf(subgraph, id, staff))?.map((each) => each.id)).toEqual([sidOf(phone)]);
    const changed = await act.changePassword(PASSWORD, 'another password', { subject: id });
    expect((await sessionsOf(subgraph, id, staff))?.map((each) => each.id)).toEqual([
      sidOf(sessionOf(changed)),
    ]);
    subgraph.clock.now += 15 * 24 * 60 * MINUTE_MS;
    expect(await sessionsOf(subgraph, id, staff)).toEqual([]);
    await act.signIn(email, 'another password');
    expect(await sessionsOf(subgraph, id, staff)).toHaveLength(1);
  });

  it('of many users take two queries', async () => {
    await Promise.all([signUp(), signUp(), signUp()]);
    const query = '{ users(first: 20) { nodes { id sessions { id } } } }';
    const alone = await subgraph.watch(() =>
      subgraph.ask('{ users(first: 20) { nodes { id } } }', {}, staff),
    );
    const { result, work } = await subgraph.watch(() => subgraph.ask(query, {}, staff));
    expect(result.errors).toBeUndefined();
    expect(work.length - alone.work.length).toBe(2);
  });
});

describe('ending a session', () => {
  it('ends that one and no other', async () => {
    const { id, browser, phone } = await signUp();
    const as = { subject: id, session: sidOf(phone) };
    expect(await act.endSession(sidOf(browser), as)).toEqual({ session: { id: sidOf(browser) }, errors: [] });
    expect((await act.refresh(browser.refreshToken)).errors[0]?.__typename).toBe('InvalidRefreshToken');
    expect((await act.refresh(phone.refreshToken)).errors).toEqual([]);
    expect((await sessionsOf(subgraph, id, as))?.map((each) => each.id)).toEqual([sidOf(phone)]);
  });

  it('finds only one’s own that are not over', async () => {
    const [one, other] = [await signUp(), await signUp()];
    const notFound = { session: null, errors: [{ __typename: 'SessionNotFound', path: ['id'] }] };
    for (const id of [sidOf(other.phone), 'nonsense', '', '{"$ne":null}']) {
      expect(await act.endSession(id, { subject: one.id })).toMatchObject(notFound);
    }
    expect((await act.refresh(other.phone.refreshToken)).errors).toEqual([]);
    await act.endSession(sidOf(one.phone), { subject: one.id });
    expect(await act.endSession(sidOf(one.phone), { subject: one.id })).toMatchObject(notFound);
    expect(await act.endSession(sidOf(one.phone), {})).toEqual({ refused: ['UNAUTHENTICATED'] });
  });
});
