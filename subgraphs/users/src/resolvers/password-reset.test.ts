import { generateKeyPairSync } from 'node:crypto';

import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';
import { actions, admin, PASSWORD, sessionOf, userOf } from '../testing/people.js';
import { privateKeys, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { isVoid } from '../testing/void-tokens.js';

const HOUR_MS = 3_600_000;
const NEW_PASSWORD = 'a brand new password';
const variables = { SIGN_UPS_PER_HOUR: '1000', PASSWORD_RESET_TTL_S: '1200' };

let mailbox: Mailbox;
let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;
let number = 0;

beforeAll(async () => {
  mailbox = await startMailbox({ disabledCommands: ['STARTTLS'] });
  subgraph = await startTestSubgraph({ ...variables, ...mailVariables(`${mailbox.url}?requireTLS=false`) });
  act = actions(subgraph);
});
afterAll(async () => {
  await subgraph.stop();
  await mailbox.close();
});
// Each test begins at a new full hour, when all windows begin.
beforeEach(() => (subgraph.clock.now = (Math.floor(subgraph.clock.now / HOUR_MS) + 1) * HOUR_MS));

function mailVariables(url: string) {
  return {
    MAIL_URL: url,
    MAIL_FROM: 'Shop <shop@example.com>',
    PASSWORD_RESET_URL: 'https://shop.example/reset',
  };
}

async function account() {
  number += 1;
  const email = `person-${number}@example.com`;
  const payload = await act.signUp(email);
  return { email, id: userOf(payload).id, session: sessionOf(payload) };
}

/** Requests a reset mail and returns its token. */
async function tokenFor(email: string): Promise<string> {
  expect(await act.requestPasswordReset(email)).toEqual({ requested: true, errors: [] });
  return (await mailbox.next(email)).token;
}

const refused = {
  user: null,
  errors: [{ __typename: 'InvalidResetToken', path: ['token'], message: expect.any(String) as string }],
};

describe('a forgotten password', () => {
  it('is replaced with the token of a mail, which ends all sessions', async () => {
    const { email, id, session } = await account();
    expect(await act.requestPasswordReset(email.toUpperCase())).toEqual({ requested: true, errors: [] });
    const mail = await mailbox.next(email);
    expect([mail.from, mail.to]).toEqual(['shop@example.com', [email]]);
    expect(mail.source).toContain('From: Shop <shop@example.com>');
    expect(mail.source).toContain('within 20 minutes');
    expect(mail.source).toContain('https://shop.example/reset#token=');
    const reset = await act.resetPassword(mail.token, NEW_PASSWORD);
    expect(reset).toMatchObject({ errors: [], user: { id, email } });
    expect((await act.refresh(session.refreshToken)).session).toBeNull();
    expect(await isVoid(subgraph, session)).toBe(true);
    expect((await act.signIn(email)).session).toBeNull();
    expect((await act.signIn(email, NEW_PASSWORD)).session).not.toBeNull();
  });

  it('is replaced once for a token, also by ten at once', async () => {
    const token = await tokenFor((await account()).email);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_each, index) => act.resetPassword(token, `${NEW_PASSWORD} ${index}`)),
    );
    expect(answers.filter(({ user }) => user !== null)).toHaveLength(1);
    expect(answers.filter(({ user }) => user === null)).toEqual(Array(9).fill(refused));
    expect(await act.resetPassword(token, NEW_PASSWORD)).toEqual(refused);
  });

  it('lets its owner in at an address that tried wrong ones', async () => {
    const { email } = await account();
    const from = { address: '203.0.113.1' };
    for (let guess = 0; guess < 11; guess += 1) await act.signIn(email, 'a wrong password', from);
    expect((await act.signIn(email, PASSWORD, from)).errors).toMatchObject([
      { __typename: 'TooManyAttempts' },
    ]);
    await act.resetPassword(await tokenFor(email), NEW_PASSWORD, from);
    expect((await act.signIn(email, NEW_PASSWORD, from)).session).not.toBeNull();
  });

  it('is not replaced by a poor one, and the token stays good', async () => {
    const { email } = await account();
    const token = await tokenFor(email);
    for (const poor of ['password', 'short', email]) {
      expect(await act.resetPassword(token, poor)).toMatchObject({
        user: null,
        errors: [{ __typename: 'InvalidInput', path: ['newPassword'] }],
      });
    }
    expect((await act.resetPassword(token, NEW_PASSWORD)).user).not.toBeNull();
  });
});

describe('a token is void', () => {
  it('after its time', async () => {
    const token = await tokenFor((await account()).email);
    subgraph.clock.now += 1_200_000;
    expect(await act.resetPassword(token, NEW_PASSWORD)).toEqual(refused);
  });

  it('once the password was changed otherwise', async () => {
    const { email, id } = await account();
    const token = await tokenFor(email);
    await act.changePassword(PASSWORD, 'changed while signed in', { subject: id });
    expect(await act.resetPassword(token, NEW_PASSWORD)).toEqual(refused);
  });

  it('once another link of the account was used', async () => {
    const { email } = await account();
    const [first, second] = [await tokenFor(email), await tokenFor(email)];
    await act.resetPassword(second, NEW_PASSWORD);
    expect(await act.resetPassword(first, NEW_PASSWORD)).toEqual(refused);
  });

  it('while the account is disabled, which is sent no other', async () => {
    const { email, id } = await account();
    const token = await tokenFor(email);
    await act.disableUser(id, admin);
    expect(await act.resetPassword(token, NEW_PASSWORD)).toEqual(refused);
    expect(await act.requestPasswordReset(email)).toEqual({ requested: true, errors: [] });
    const other = await account();
    await tokenFor(other.email);
    expect(mailbox.mails).toEqual([]);
  });

  it.each([
    ['nothing', () => ''],
    ['no token', () => 'x'.repeat(100_000)],
    ['changed in its last part', (token: string) => `${token.slice(0, -10)}AAAAAAAAAA`],
    ['unsigned', (token: string) => jwt.sign(payloadOf(token), '', { algorithm: 'none' })],
    ['signed by another key', (token: string) => signed(payloadOf(token), otherKey, keyOf(token))],
    [
      'another type of token',
      (token: string) => signed(payloadOf(token), privateKeys, keyOf(token), 'at+jwt'),
    ],
    [
      'another audience’s',
      (token: string) => signed({ ...payloadOf(token), aud: 'graph' }, privateKeys, keyOf(token)),
    ],
  ])('when it is %s', async (_what, change) => {
    const { email } = await account();
    expect(await act.resetPassword(change(await tokenFor(email)), NEW_PASSWORD)).toEqual(refused);
    expect((await act.signIn(email)).session).not.toBeNull();
  });

  it('where an access token is wanted, and an access token is none', async () => {
    const { session } = await account();
    expect(await act.resetPassword(session.accessToken, NEW_PASSWORD)).toEqual(refused);
    const token = await tokenFor((await account()).email);
    expect(jwt.decode(token, { complete: true })).toMatchObject({
      header: { typ: 'password-reset+jwt' },
      payload: { aud: 'https://users.test' },
    });
  });
});

describe('asking for a link', () => {
  it('answers the same, after the same work, with and without an account', async () => {
    const { email } = await account();
    const other = await account();
    const ask = (address: string) => async () => {
      const answer = await act.requestPasswordReset(address, { address: '203.0.113.2' });
      // The work continues after the response. It is done when the mail of the next request has arrived.
      await tokenFor(other.email);
      return answer;
    };
    const known = await subgraph.watch(ask(email));
    await mailbox.next(email);
    expect(await subgraph.watch(ask('nobody@example.com'))).toEqual(known);
    expect(known.result).toEqual({ requested: true, errors: [] });
    expect(known.work).toEqual([
      'find users',
      'find users',
      'findAndModify attempts',
      'findAndModify attempts',
      'findAndModify attempts',
    ]);
  });

  it('does not wait for the mail server', async () => {
    let greet: () => void = () => undefined;
    const slow = await startMailbox({
      disabledCommands: ['STARTTLS'],
      onConnect: (_session, callback) => void (greet = () => callback()),
    });
    const other = await startTestSubgraph({ ...variables, ...mailVariables(`${slow.url}?requireTLS=false`) });
    const { signUp, requestPasswordReset } = actions(other);
    await signUp('ada@example.com');
    expect(await requestPasswordReset('ada@example.com')).toEqual({ requested: true, errors: [] });
    expect(slow.mails).toEqual([]);
    await expect.poll(() => String(greet)).toContain('callback');
    greet();
    expect((await slow.next('ada@example.com')).from).toBe('shop@example.com');
    await other.stop();
    await slow.close();
  });

  it('for text that is no address is a mistake in the form', async () => {
    expect(await act.requestPasswordReset('nobody')).toMatchObject({
      requested: null,
      errors: [{ __typename: 'InvalidInput', path: ['email'] }],
    });
  });

  it('sends an account five mails in the time that a link is good, and says the same of one that is not there', async () => {
    const { email } = await account();
    const six = async (address: string) => {
      const answers = [];
      for (let time = 0; time < 6; time += 1) answers.push(await act.requestPasswordReset(address));
      return answers;
    };
    const known = await six(email);
    for (let time = 0; time < 5; time += 1) await mailbox.next(email);
    expect(known.at(-1)).toMatchObject({ requested: null, errors: [{ __typename: 'TooManyAttempts' }] });
    expect(known.slice(0, 5)).toEqual(Array(5).fill({ requested: true, errors: [] }));
    expect(await six('nobody@example.com')).toEqual(known);
    subgraph.clock.now += 1_200_000;
    await tokenFor(email);
  });

  it('is limited for an address, which uses up no account’s mails beyond that', async () => {
    const { email } = await account();
    const from = { address: '203.0.113.3' };
    for (let time = 0; time < 30; time += 1)
      await act.requestPasswordReset(`nobody-${time}@example.com`, from);
    for (let time = 0; time < 6; time += 1) {
      const { errors } = await act.requestPasswordReset(email, from);
      expect(errors).toMatchObject([{ __typename: 'TooManyAttempts', retryAfter: 3_600 }]);
    }
    await tokenFor(email);
  });

  it('leaves no email and no token in the log', async () => {
    const { email, id } = await account();
    await act.resetPassword(await tokenFor(email), NEW_PASSWORD, { address: '203.0.113.4' });
    await act.resetPassword('x', NEW_PASSWORD);
    const log = subgraph.log.join('');
    expect(log).toContain('"msg":"password reset requested"');
    expect(log).toContain(`"userId":"${id}","address":"203.0.113.4","msg":"password reset"`);
    expect(log).toContain('"msg":"reset token refused"');
    expect(log).not.toContain('@example.com');
    expect(log).not.toContain('eyJ');
  });
});

describe('the mail server', () => {
  it('must encrypt: a mail is not sent in the clear, and the failure is counted', async () => {
    const plain = await startMailbox({ disabledCommands: ['STARTTLS'] });
    const other = await startTestSubgraph({ ...variables, ...mailVariables(plain.url) });
    const { signUp, requestPasswordReset } = actions(other);
    await signUp('ada@example.com');
    expect(await requestPasswordReset('ada@example.com')).toEqual({ requested: true, errors: [] });
    await expect.poll(() => other.log.join('')).toContain('a mail could not be sent');
    expect(other.log.join('')).not.toContain('ada@example.com');
    expect(plain.mails).toEqual([]);
    await other.stop();
    await plain.close();
  });

  it('may be missing: then a link cannot be asked for', async () => {
    const other = await startTestSubgraph(variables);
    expect(await actions(other).requestPasswordReset('ada@example.com')).toEqual({
      refused: ['SERVICE_UNAVAILABLE'],
    });
    await other.stop();
  });
});

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ format: 'pem', type: 'pkcs8' })
  .toString();

function payloadOf(token: string): Record<string, unknown> {
  return jwt.decode(token, { json: true }) ?? {};
}

function keyOf(token: string): string {
  return jwt.decode(token, { complete: true })?.header.kid ?? '';
}

function signed(payload: object, key: string, kid: string, typ = 'password-reset+jwt'): string {
  return jwt.sign(payload, key, { algorithm: 'RS256', header: { alg: 'RS256', typ, kid } });
}
