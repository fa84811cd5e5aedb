import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, PASSWORD, sessionOf, userOf } from '../testing/people.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

const DAY_MS = 86_400_000;
let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;
let number = 0;

beforeAll(async () => {
  subgraph = await startTestSubgraph();
  act = actions(subgraph);
});
afterAll(() => subgraph.stop());

async function signUp() {
  number += 1;
  const email = `person-${number}@example.com`;
  const answer = await act.signUp(email);
  return { email, id: userOf(answer).id, token: sessionOf(answer).refreshToken };
}

/** Refreshes a session and returns its new refresh token. */
const trade = async (token: string) => sessionOf(await act.refresh(token)).refreshToken;
const signIn = async (email: string) => sessionOf(await act.signIn(email)).refreshToken;

const refused = {
  session: null,
  user: null,
  errors: [{ __typename: 'InvalidRefreshToken', path: ['refreshToken'] }],
};

describe('a refresh token', () => {
  it('buys the next session and one’s own account', async () => {
    const { id, email, token } = await signUp();
    const answer = await act.refresh(token);
    expect(answer).toMatchObject({ user: { id, email }, errors: [] });
    const next = sessionOf(answer).refreshToken;
    expect(next).not.toBe(token);
    expect((await act.refresh(next)).errors).toEqual([]);
  });

  it('used twice ends its family: the newest is refused too', async () => {
    const { id, token } = await signUp();
    const next = await trade(token);
    subgraph.log.length = 0;
    expect(await act.refresh(token, { address: '203.0.113.79' })).toMatchObject(refused);
    expect(await act.refresh(next)).toMatchObject(refused);
    expect(subgraph.log.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        stream: 'security',
        msg: 'refresh token reused',
        userId: id,
        address: '203.0.113.79',
        requestId: expect.any(String) as string,
      }),
    ]);
  });

  it('of long ago ends its family just as well', async () => {
    const { token } = await signUp();
    let newest = token;
    for (let step = 0; step < 5; step += 1) newest = await trade(newest);
    expect(await act.refresh(token)).toMatchObject(refused);
    expect(await act.refresh(newest)).toMatchObject(refused);
  });

  it('used twice leaves other devices signed in', async () => {
    const { email, token } = await signUp();
    const other = await signIn(email);
    await act.refresh(token);
    await act.refresh(token);
    expect((await act.refresh(other)).errors).toEqual([]);
  });

  it('used by ten at once succeeds at most once, and its family is over', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { token } = await signUp();
      const answers = await Promise.all(Array.from({ length: 10 }, () => act.refresh(token)));
      const sessions = answers.flatMap(({ session }) => (session === null ? [] : [session.refreshToken]));
      expect(sessions.length).toBeLessThanOrEqual(1);
      for (const newest of sessions) expect(await act.refresh(newest)).toMatchObject(refused);
    }
  });

  it.each(['', 'nonsense', 'A'.repeat(64), 'a.b.c', '{"$ne":null}'])('is not %j', async (text) => {
    expect(await act.refresh(text)).toMatchObject(refused);
  });

  it('is not an access token', async () => {
    const { accessToken } = sessionOf(await act.signUp('confused@example.com'));
    expect(await act.refresh(accessToken)).toMatchObject(refused);
  });

  it('is nowhere in the database', async () => {
    const { token } = await signUp();
    const sessions = await subgraph.connection.collection('sessions').find().toArray();
    const stored = JSON.stringify(sessions);
    const bytes = Buffer.from(token, 'base64url');
    for (const part of [bytes, bytes.subarray(0, 16), bytes.subarray(16)]) {
      expect(stored).not.toContain(part.toString('base64url').slice(0, 20));
    }
    expect(subgraph.log.join('')).not.toContain(token);
  });

  it('ends when it is not used for two weeks, and not when it is used before', async () => {
    const { token } = await signUp();
    const start = subgraph.clock.now;
    subgraph.clock.now += 13 * DAY_MS;
    const next = await trade(token);
    subgraph.clock.now += 13 * DAY_MS;
    const last = await trade(next);
    subgraph.clock.now += 14 * DAY_MS;
    expect(await act.refresh(last)).toMatchObject(refused);
    subgraph.clock.now = start;
  });

  it('ends after ninety days in any case', async () => {
    const start = subgraph.clock.now;
    let { token } = await signUp();
    for (let day = 10; day < 90; day += 10) {
      subgraph.clock.now = start + day * DAY_MS;
      token = await trade(token);
    }
    subgraph.clock.now = start + 90 * DAY_MS;
    expect(await act.refresh(token)).toMatchObject(refused);
    subgraph.clock.now = start;
  });
});

describe('signing out', () => {
  it('ends the session of any of its tokens, and ending it again changes nothing', async () => {
    const { token } = await signUp();
    const next = await trade(token);
    expect(await act.signOut(token)).toEqual({ signedOut: true, errors: [] });
    expect(await act.refresh(next)).toMatchObject(refused);
    expect(await act.signOut(next)).toEqual({ signedOut: true, errors: [] });
    expect(await act.signOut('nonsense')).toEqual({ signedOut: true, errors: [] });
  });

  it('everywhere ends all one’s sessions and nobody else’s', async () => {
    const { id, email, token } = await signUp();
    const second = await signIn(email);
    const neighbour = await signUp();
    expect(await act.signOutEverywhere({ subject: id })).toEqual({ sessionsEnded: 2, errors: [] });
    expect(await act.refresh(token)).toMatchObject(refused);
    expect(await act.refresh(second)).toMatchObject(refused);
    expect((await act.refresh(neighbour.token)).errors).toEqual([]);
    expect((await act.signIn(email)).errors).toEqual([]);
  });

  it('everywhere also ends a session that begins at that moment with what was true before', async () => {
    const { id, email } = await signUp();
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => act.signIn(email)),
      act.changePassword(PASSWORD, 'another password', { subject: id }),
      act.signOutEverywhere({ subject: id }),
    ]);
    const begun = answers
      .slice(0, 5)
      .flatMap(({ session }) => (session === null ? [] : [session.refreshToken]));
    await act.signOutEverywhere({ subject: id });
    for (const token of begun) expect(await act.refresh(token)).toMatchObject(refused);
  });

  it('everywhere needs someone', async () => {
    expect(await act.signOutEverywhere({})).toEqual({ refused: ['UNAUTHENTICATED'] });
    expect(await act.signOutEverywhere({ subject: 'gone' })).toEqual({ refused: ['UNAUTHENTICATED'] });
  });

  it('of a session that outlived its removal is certain: the account says which sessions count', async () => {
    const { id, token } = await signUp();
    const users = subgraph.connection.collection<{ _id: string }>('users');
    await users.updateOne({ _id: id }, { $inc: { sessionEpoch: 1 } });
    expect(await act.refresh(token)).toMatchObject(refused);
  });
});

describe('the sessions of an account', () => {
  it('are bounded: one more ends the oldest, and no other account’s', async () => {
    const small = await startTestSubgraph({ SESSIONS_PER_ACCOUNT: '3' });
    try {
      const { signUp, signIn, refresh } = actions(small);
      const later = async (run: () => ReturnType<typeof signIn>) => {
        small.clock.now += 1_000;
        return sessionOf(await run()).refreshToken;
      };
      const other = await later(() => signUp('other@example.com'));
      const tokens = [await later(() => signUp('ada@example.com'))];
      for (let device = 0; device < 4; device += 1) tokens.push(await later(() => signIn('ada@example.com')));
      const answers = await Promise.all([other, ...tokens].map((token) => refresh(token)));
      expect(answers.map(({ session }) => session !== null)).toEqual([true, false, false, true, true, true]);
    } finally {
      await small.stop();
    }
  });
});

describe('the indexes of sessions', () => {
  it('are the current ones after a start on a database of an earlier version, and after another', async () => {
    await subgraph.connection.collection('sessions').createIndex({ userId: 1 }, {}, {});
    for (const start of ['first', 'second']) {
      const current = await startTestSubgraph({}, undefined, subgraph.uri);
      const indexes = await current.connection.collection('sessions').indexes();
      await current.stop();
      expect(indexes.map(({ name }) => name).sort(), `${start} start`).toEqual(
        ['_id_', 'endedAt_1', 'expiresAt_1', 'userId_1_createdAt_-1'].sort(),
      );
    }
  });
});

describe('the security log', () => {
  it('says who signed in, failed, was throttled and was changed, from where, and never what was sent', async () => {
    const { email, id } = await signUp();
    const address = '203.0.113.77';
    subgraph.log.length = 0;
    await act.signIn('nobody@example.com', PASSWORD, { address: '203.0.113.80' });
    expect(JSON.parse(subgraph.log.join(''))).not.toHaveProperty('userId');
    subgraph.log.length = 0;
    await act.signIn(email, PASSWORD, { address });
    for (let guess = 0; guess < 11; guess += 1) await act.signIn(email, 'a wrong password', { address });
    await act.changePassword(PASSWORD, 'another good password', { subject: id, address: '203.0.113.78' });
    await act.setRoles(id, ['STAFF']);
    await act.signOutEverywhere({ subject: id });
    const lines = subgraph.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const events = lines.filter(({ stream }) => stream === 'security');
    expect(events.map(({ msg }) => msg)).toEqual([
      'signed in',
      ...Array<string>(10).fill('password refused'),
      'password attempt throttled',
      'password changed',
      'roles changed',
      'sessions ended',
    ]);
    expect(events[0]).toMatchObject({ userId: id, address, requestId: expect.any(String) as string });
    // The failed and the throttled attempts.
    for (const event of events.slice(1, 12)) expect(event).toMatchObject({ userId: id, address });
    expect(events.at(-2)).toMatchObject({ userId: id, by: 'admin' });
    expect(subgraph.log.join('')).not.toMatch(/example\.com|password"|correct horse|another good/);
  });
});
