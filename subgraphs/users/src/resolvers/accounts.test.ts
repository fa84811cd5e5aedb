import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, PASSWORD, sessionOf, userOf } from '../testing/people.js';
import { realHashes, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;

beforeAll(async () => {
  subgraph = await startTestSubgraph({ SIGN_UPS_PER_HOUR: '1000' }, realHashes);
  act = actions(subgraph);
});
afterAll(() => subgraph.stop());

describe('signing up', () => {
  it('makes a customer and signs in', async () => {
    const answer = await act.signUp(' Ada@Example.com ', { name: ' Ada Lovelace ' });
    const [session, user] = [sessionOf(answer), userOf(answer)];
    expect(user).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      roles: ['CUSTOMER'],
    });
    const claims = jwt.decode(session.accessToken, { json: true });
    expect(claims).toMatchObject({ sub: user.id, iss: 'https://users.test', aud: 'graph', scope: '' });
    expect(Date.parse(session.expiresAt)).toBe(subgraph.clock.now + 900_000);
    expect(claims?.exp).toBe((subgraph.clock.now + 900_000) / 1_000);
  });

  it('answers everything that is wrong with the input, at its path', async () => {
    const { session, user, errors } = await act.signUp('nobody', { name: ' ', password: 'password1' });
    expect({ session, user }).toEqual({ session: null, user: null });
    expect(errors.map(({ __typename, path }) => [__typename, path])).toEqual([
      ['InvalidInput', ['name']],
      ['InvalidInput', ['email']],
      ['InvalidInput', ['password']],
    ]);
  });

  it('is refused for a taken address, whatever its capitals, without saying why', async () => {
    await act.signUp('taken@example.com');
    const again = await act.signUp('TAKEN@example.com', { password: 'another password' });
    expect(again).toMatchObject({
      session: null,
      user: null,
      errors: [{ __typename: 'SignUpRefused', path: null }],
    });
    expect((await act.signIn('taken@example.com', 'another password')).session).toBeNull();
  });

  it('by ten at once with one address makes one account', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => act.signUp('race@example.com')));
    expect(answers.filter(({ session }) => session !== null)).toHaveLength(1);
    expect(await subgraph.connection.collection('users').countDocuments({ email: 'race@example.com' })).toBe(
      1,
    );
  });

  it.each(['roles', 'id', 'sessionEpoch', 'passwordHash', '$set'])('takes no %s', async (field) => {
    const answer = await subgraph.ask(
      'mutation ($input: SignUpInput!) { signUp(input: $input) { user { id } } }',
      { input: { name: 'Eve', email: 'eve@example.com', password: PASSWORD, [field]: ['ADMIN'] } },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('keeps no password, and not even its hash where users are read', async () => {
    const { id } = userOf(await act.signUp('secret@example.com'));
    const users = subgraph.connection.collection<{ _id: string }>('users');
    const stored = JSON.stringify(await users.findOne({ _id: id }));
    expect(stored).toContain('$argon2id$');
    expect(stored).not.toContain(PASSWORD);
    expect(subgraph.log.join('')).not.toContain(PASSWORD);
  });
});

describe('signing in', () => {
  it('takes the address in any capitals and answers a session and one’s own account', async () => {
    await act.signUp('grace@example.com', { name: 'Grace' });
    const answer = await act.signIn('GRACE@Example.com');
    expect(answer.user).toMatchObject({ name: 'Grace', email: 'grace@example.com', roles: ['CUSTOMER'] });
    expect(jwt.decode(sessionOf(answer).accessToken, { json: true })?.sub).toBe(userOf(answer).id);
  });

  it('answers the same for an unknown address, no address at all and a wrong password', async () => {
    await act.signUp('known@example.com');
    const wrong = await act.signIn('known@example.com', 'a wrong password');
    expect(wrong).toMatchObject({
      session: null,
      user: null,
      errors: [{ __typename: 'InvalidCredentials', path: null }],
    });
    expect(await act.signIn('unknown@example.com')).toEqual(wrong);
    expect(await act.signIn('no address')).toEqual(wrong);
    expect(await act.signIn('')).toEqual(wrong);
    expect(await act.signIn('known@example.com', '')).toEqual(wrong);
    expect(await act.signIn('known@example.com', 'k'.repeat(1_000_000))).toEqual(wrong);
  });

  it('takes operators for text', async () => {
    for (const email of ['{"$ne":null}', '{"$gt":""}', '.*@example.com', '$where', '\0', '\ud800']) {
      expect((await act.signIn(email)).errors).toMatchObject([{ __typename: 'InvalidCredentials' }]);
    }
  });

  it('makes the hash stronger when today’s strength is higher', async () => {
    const user = userOf(await act.signUp('weak@example.com'));
    const users = subgraph.connection.collection<{ _id: string; passwordHash: string }>('users');
    const { hash } = await import('@node-rs/argon2');
    const weak = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await users.updateOne({ _id: user.id }, { $set: { passwordHash: weak } });
    expect((await act.signIn('weak@example.com', 'a wrong password')).session).toBeNull();
    expect((await users.findOne({ _id: user.id }))?.passwordHash).toBe(weak);
    expect((await act.signIn('weak@example.com')).session).not.toBeNull();
    expect((await users.findOne({ _id: user.id }))?.passwordHash).toContain('m=19456,t=2,p=1');
    expect((await act.signIn('weak@example.com')).session).not.toBeNull();
  });
});

describe('changing the password', () => {
  const newPassword = 'a brand new password';

  it('ends all other sessions and answers a new one', async () => {
    const first = await act.signUp('change@example.com');
    const user = userOf(first);
    const other = await act.signIn('change@example.com');
    const changed = await act.changePassword(PASSWORD, newPassword, { subject: user.id });
    expect(changed).toMatchObject({ errors: [], user: { id: user.id, email: 'change@example.com' } });
    for (const { refreshToken } of [first, other].map(sessionOf)) {
      expect((await act.refresh(refreshToken)).session).toBeNull();
    }
    expect((await act.refresh(sessionOf(changed).refreshToken)).session).not.toBeNull();
    expect((await act.signIn('change@example.com')).session).toBeNull();
    expect((await act.signIn('change@example.com', newPassword)).session).not.toBeNull();
  });

  it('needs the current one and a good new one', async () => {
    const answer = await act.signUp('stay@example.com');
    const as = { subject: userOf(answer).id };
    expect(await act.changePassword('a wrong password', newPassword, as)).toMatchObject({
      session: null,
      errors: [{ __typename: 'InvalidCredentials', path: null }],
    });
    expect(await act.changePassword(PASSWORD, 'password', as)).toMatchObject({
      session: null,
      errors: [{ __typename: 'InvalidInput', path: ['newPassword'] }],
    });
    expect((await act.refresh(sessionOf(answer).refreshToken)).session).not.toBeNull();
  });

  it('by two at once succeeds for one', async () => {
    const user = userOf(await act.signUp('twice@example.com'));
    const answers = await Promise.all(
      ['first new password', 'second new password'].map((password) =>
        act.changePassword(PASSWORD, password, { subject: user.id }),
      ),
    );
    expect(answers.filter(({ session }) => session !== null)).toHaveLength(1);
  });

  it.each([
    ['an anonymous caller', {}],
    ['a caller who is gone', { subject: 'gone' }],
  ])('is not for %s', async (_who, as) => {
    expect(await act.changePassword(PASSWORD, newPassword, as)).toEqual({ refused: ['UNAUTHENTICATED'] });
  });
});

describe('changing the profile', () => {
  const address = { recipient: 'Ada', street: '12 Main St', city: 'London', country: 'UK' };

  it('changes what is given and leaves the rest', async () => {
    const user = userOf(await act.signUp('profile@example.com', { name: 'Before' }));
    const as = { subject: user.id };
    expect((await act.updateProfile({ defaultAddress: address }, as)).user).toEqual({
      id: user.id,
      name: 'Before',
      defaultAddress: { recipient: 'Ada', region: null, country: 'UK' },
    });
    expect((await act.updateProfile({ name: ' After ' }, as)).user).toMatchObject({
      name: 'After',
      defaultAddress: { recipient: 'Ada' },
    });
    expect((await act.updateProfile({}, as)).user).toMatchObject({ name: 'After' });
    expect((await act.updateProfile({ defaultAddress: null }, as)).user).toMatchObject({
      defaultAddress: null,
    });
    expect((await subgraph.ask('{ me { name defaultAddress { city } } }', {}, as)).data.me).toEqual({
      name: 'After',
      defaultAddress: null,
    });
  });

  it('changes nothing when something is wrong', async () => {
    const user = userOf(await act.signUp('careful@example.com', { name: 'Before' }));
    const as = { subject: user.id };
    const answer = await act.updateProfile({ name: 'After', defaultAddress: { ...address, city: '' } }, as);
    expect(answer).toMatchObject({
      user: null,
      errors: [{ __typename: 'InvalidInput', path: ['defaultAddress', 'city'] }],
    });
    expect(await act.updateProfile({ name: null }, as)).toMatchObject({ errors: [{ path: ['name'] }] });
    expect((await subgraph.ask('{ me { name } }', {}, as)).data.me).toEqual({ name: 'Before' });
  });

  it('is not for an anonymous caller', async () => {
    expect(await act.updateProfile({ name: 'Eve' })).toEqual({ refused: ['UNAUTHENTICATED'] });
  });
});
