import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, claimsOf, PASSWORD, sessionOf, userOf } from '../testing/people.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { isVoid, readRevocations } from '../testing/void-tokens.js';

let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;
let number = 0;

beforeAll(async () => {
  subgraph = await startTestSubgraph({ SESSIONS_PER_ACCOUNT: '3' });
  act = actions(subgraph);
});
afterAll(() => subgraph.stop());

async function signUp() {
  number += 1;
  const email = `person-${number}@example.com`;
  const answer = await act.signUp(email);
  return { id: userOf(answer).id, email, session: sessionOf(answer) };
}

const signIn = async (email: string, password = PASSWORD) => sessionOf(await act.signIn(email, password));
const refresh = async (refreshToken: string) => sessionOf(await act.refresh(refreshToken));

describe('the access tokens of one session are void', () => {
  it.each<[string, (id: string, session: { accessToken: string; refreshToken: string }) => Promise<unknown>]>(
    [
      ['signed out', (_id, { refreshToken }) => act.signOut(refreshToken)],
      ['ended', (id, session) => act.endSession(String(claimsOf(session).sid), { subject: id })],
      [
        'ended by a refresh token used twice',
        async (_id, { refreshToken }) => {
          await act.refresh(refreshToken);
          await act.refresh(refreshToken);
        },
      ],
    ],
  )('when it is %s, and those of others stay good', async (_how, end) => {
    const { id, email, session } = await signUp();
    const other = await signIn(email);
    expect(await isVoid(subgraph, session)).toBe(false);
    await end(id, session);
    expect([await isVoid(subgraph, session), await isVoid(subgraph, other)]).toEqual([true, false]);
  });

  it('when one session more than an account may have ends it', async () => {
    const { email, session } = await signUp();
    for (let device = 0; device < 3; device += 1) {
      subgraph.clock.now += 1_000;
      await signIn(email);
    }
    expect(await isVoid(subgraph, session)).toBe(true);
  });
});

describe('all access tokens of a user so far are void', () => {
  it.each<
    [
      string,
      (id: string) => Promise<unknown>,
      (email: string, token: string) => Promise<{ accessToken: string }>,
    ]
  >([
    ['roles change', (id) => act.setRoles(id, ['STAFF']), (_email, token) => refresh(token)],
    ['everything is signed out', (id) => act.signOutEverywhere({ subject: id }), (email) => signIn(email)],
    ['staff end the sessions', (id) => act.endSessions(id), (email) => signIn(email)],
    [
      'the account is disabled',
      (id) => act.disableUser(id),
      async (email) => {
        await act.enableUser(String((await subgraph.connection.collection('users').findOne({ email }))?._id));
        return signIn(email);
      },
    ],
  ])('when %s, and a new one of the same second is good', async (_how, change, next) => {
    const { id, email, session } = await signUp();
    const neighbour = await signUp();
    expect(await isVoid(subgraph, session)).toBe(false);
    await change(id);
    expect([await isVoid(subgraph, session), await isVoid(subgraph, neighbour.session)]).toEqual([
      true,
      false,
    ]);
    expect(await isVoid(subgraph, await next(email, session.refreshToken))).toBe(false);
  });

  it('when the password changes, and the session that this begins is good', async () => {
    const { id, session } = await signUp();
    const changed = await act.changePassword(PASSWORD, 'another password', { subject: id });
    expect([await isVoid(subgraph, session), await isVoid(subgraph, sessionOf(changed))]).toEqual([
      true,
      false,
    ]);
  });

  it('those included that a refresh at that moment gets with the old roles', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, session } = await signUp();
      const [next] = await Promise.all([refresh(session.refreshToken), act.setRoles(id, ['STAFF'])]);
      const hasOldRoles = claimsOf(next).scope === '';
      expect(await isVoid(subgraph, next)).toBe(hasOldRoles);
    }
  });
});

describe('the list of void access tokens', () => {
  it('is asked for from a time on, and forgets what no token outlives', async () => {
    const { id } = await signUp();
    await act.signOutEverywhere({ subject: id });
    const names = async (since?: number) => {
      const { revoked } = await readRevocations(subgraph, since?.toFixed(3));
      return revoked.flatMap((entry) => ('sub' in entry ? [entry.sub] : []));
    };
    const now = subgraph.clock.now / 1_000;
    expect(await names(now - 1)).toContain(id);
    expect(await names(now)).not.toContain(id);
    subgraph.clock.now += 31 * 60_000;
    expect(await names()).not.toContain(id);
  });

  it('has users and sessions, up to the moment it is asked', async () => {
    const ids: string[] = [];
    for (let each = 0; each < 5; each += 1) {
      subgraph.clock.now += 1_000;
      const { id, session } = await signUp();
      if (each % 2 === 0) await act.signOutEverywhere({ subject: id });
      else await act.signOut(session.refreshToken);
      ids.push(each % 2 === 0 ? id : String(claimsOf(session).sid));
    }
    const found = await readRevocations(subgraph, (subgraph.clock.now / 1_000 - 5).toFixed(3));
    expect(found).toMatchObject({ more: false, until: subgraph.clock.now / 1_000 });
    expect(found.revoked.map((entry) => ('sid' in entry ? entry.sid : entry.sub)).sort()).toEqual(ids.sort());
  });

  it.each(['x', '-1', '1e9', '', '{"$gt":0}'])('is not asked for from %j on', async (since) => {
    const url = `/.well-known/revocations?since=${encodeURIComponent(since)}`;
    expect((await subgraph.server.inject({ url })).statusCode).toBe(400);
  });
});
