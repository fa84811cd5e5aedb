import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf } from '../support/client.js';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';
import { ask, expectNothingRevealed, expectRefused, send, watchCanary } from './support/attack.js';

const EMAIL = 'bergs@northwind.example';
const PASSWORD = 'supergraph-demo';

let supergraph: SharedSupergraph;
let url: string;
let token: string;
let jwk: { kid: string; n: string; e: string };
beforeAll(async () => {
  supergraph = await sharedSupergraph();
  ({ url } = supergraph);
  token = await accessTokenOf(url, EMAIL);
  const keys = await fetch(new URL('/.well-known/jwks.json', supergraph.urls.users));
  [jwk] = ((await keys.json()) as { keys: [typeof jwk] }).keys;
});
watchCanary(() => url);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = () => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const decode = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header, payload, signature, head: decode(header), claims: decode(payload) };
};
const own = generateKeyPairSync('rsa', { modulusLength: 2_048 });
/** A token signed with the test's own key. */
const signed = (head: object, claims: object) => {
  const input = `${encode(head)}.${encode(claims)}`;
  return `${input}.${createSign('sha256').update(input).sign(own.privateKey).toString('base64url')}`;
};
const hmac = (secret: string | Buffer) => {
  const { head, claims } = parts();
  const input = `${encode({ ...head, alg: 'HS256' })}.${encode({ ...claims, scope: 'roles:write' })}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};
const ourKey = () => createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' });

describe('a forged access token', () => {
  it.each<[string, () => string]>([
    ['algorithm none', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${parts().payload}.`],
    ['algorithm None', () => `${encode({ alg: 'None', typ: 'at+jwt' })}.${parts().payload}.`],
    ['no algorithm', () => `${encode({ typ: 'at+jwt' })}.${parts().payload}.${parts().signature}`],
    ['HMAC with the public key as PEM', () => hmac(ourKey().export({ type: 'spki', format: 'pem' }))],
    ['HMAC with the public key as DER', () => hmac(ourKey().export({ type: 'spki', format: 'der' }))],
    ['HMAC with the modulus', () => hmac(jwk.n)],
    ['HMAC with nothing', () => hmac('')],
    ['a key of its own under our key id', () => signed(parts().head, parts().claims)],
    [
      'a key of its own, embedded',
      () => signed({ ...parts().head, jwk: own.publicKey.export({ format: 'jwk' }) }, parts().claims),
    ],
    [
      'a key of its own, remote',
      () => signed({ ...parts().head, jku: 'https://evil.example/jwks.json' }, parts().claims),
    ],
    [
      'a key id that is a path',
      () => signed({ ...parts().head, kid: '../../../../dev/null' }, parts().claims),
    ],
    ['a key id that is SQL', () => signed({ ...parts().head, kid: "' or 1=1 --" }, parts().claims)],
    ['a key id that is an object', () => signed({ ...parts().head, kid: { $ne: '' } }, parts().claims)],
    ['no key id', () => signed({ ...parts().head, kid: undefined }, parts().claims)],
    [
      'a signature of zeros',
      () => `${parts().header}.${parts().payload}.${Buffer.alloc(256).toString('base64url')}`,
    ],
    ['an empty signature', () => `${parts().header}.${parts().payload}.`],
    ['half a signature', () => `${parts().header}.${parts().payload}.${parts().signature.slice(0, 100)}`],
    [
      'more scopes',
      () =>
        `${parts().header}.${encode({ ...parts().claims, scope: 'users:read roles:write' })}.${parts().signature}`,
    ],
    [
      'another subject',
      () => `${parts().header}.${encode({ ...parts().claims, sub: 'admin' })}.${parts().signature}`,
    ],
    [
      'a longer life',
      () => `${parts().header}.${encode({ ...parts().claims, exp: 9_999_999_999 })}.${parts().signature}`,
    ],
    [
      'another type',
      () => `${encode({ ...parts().head, typ: 'JWT' })}.${parts().payload}.${parts().signature}`,
    ],
    ['nothing in it', () => '..'],
    ['no dots', () => 'token'],
    ['100 kB', () => 'x'.repeat(10_000)],
  ])('with %s: 401, also for what is public', async (_name, forge) => {
    const outcome = await ask(url, '{ categories { name } }', { token: forge() });
    expectRefused(outcome, [401]);
    expect(outcome.codes).toEqual(['UNAUTHENTICATED']);
  });

  it('is no token at all under another scheme, in a cookie or in the URL', async () => {
    const me = JSON.stringify({ query: '{ me { id } }' });
    const headers = { 'content-type': 'application/json' };
    const basic = await send(url, {
      method: 'POST',
      headers: { ...headers, authorization: `Basic ${token}` },
      body: me,
    });
    expectRefused(basic, [401]);
    expectRefused(await send(`${url}?access_token=${token}`, { method: 'POST', headers, body: me }), [401]);
    const cookie = await send(url, {
      method: 'POST',
      headers: { ...headers, cookie: `token=${token}`, 'x-user-id': 'admin' },
      body: me,
    });
    expect(cookie.data).toEqual({ me: null });
  });
});

interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

async function signIn(email = EMAIL, password = PASSWORD) {
  const query = `mutation ($email: String!, $password: String!) {
    signIn(input: { email: $email, password: $password }) { session { accessToken refreshToken } errors { __typename ... on UserError { message path } } } }`;
  const outcome = await ask(url, query, { variables: { email, password } });
  return {
    outcome,
    payload: (outcome.data as { signIn: { session: Session | null; errors: unknown[] } }).signIn,
  };
}

async function refresh(refreshToken: string): Promise<Session | null> {
  const query =
    'mutation ($t: String!) { refreshSession(input: { refreshToken: $t }) { session { accessToken refreshToken } errors { __typename } } }';
  const { data } = await ask(url, query, { variables: { t: refreshToken } });
  return (data as { refreshSession: { session: Session | null } }).refreshSession.session;
}

async function newSession(): Promise<Session> {
  const { payload } = await signIn();
  if (payload.session === null) throw new Error('not signed in');
  return payload.session;
}

describe('a refresh token', () => {
  it('is no access token, and the reverse', async () => {
    const session = await newSession();
    expectRefused(await ask(url, '{ me { id } }', { token: session.refreshToken }), [401]);
    expect(await refresh(session.accessToken)).toBeNull();
  });

  it('used twice in turn ends its family', async () => {
    const first = await newSession();
    const second = await refresh(first.refreshToken);
    expect(second).not.toBeNull();
    expect(await refresh(first.refreshToken)).toBeNull();
    expect(await refresh(second?.refreshToken ?? '')).toBeNull();
  });

  it('used by ten at once helps one of them at most, and ends its family', async () => {
    const { refreshToken } = await newSession();
    const sessions = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)));
    const won = sessions.filter((session) => session !== null);
    expect(won.length).toBeLessThanOrEqual(1);
    for (const session of won) expect(await refresh(session.refreshToken)).toBeNull();
  });

  it.each(['', 'x', '0'.repeat(10_000), '{"$ne":null}', '\u0000'])(
    'that is none (%s) is refused as data',
    async (bad) => {
      expect(await refresh(bad)).toBeNull();
    },
  );
});

describe('signing in', () => {
  it('tells the same of an unknown email and of a wrong password', async () => {
    const wrong = await signIn(EMAIL, 'not the password');
    const unknown = await signIn('nobody@northwind.example', 'not the password');
    expect(wrong.payload.session).toBeNull();
    expect(wrong.payload.errors).toHaveLength(1);
    expect(unknown.outcome.text).toBe(wrong.outcome.text);
    expect([...unknown.outcome.headers.keys()]).toEqual([...wrong.outcome.headers.keys()]);
  });

  it('takes operators for text', async () => {
    for (const variables of [
      { email: { $ne: '' }, password: { $ne: '' } },
      { email: [EMAIL], password: [PASSWORD] },
    ]) {
      const query =
        'mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) { session { accessToken } } }';
      const outcome = await ask(url, query, { variables });
      expectRefused(outcome);
      expectNothingRevealed(outcome.text);
    }
  });
});
