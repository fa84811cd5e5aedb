import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestKey } from '../testing/issuer.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
    type Query { open: String  mine: String @authenticated }`,
  resolvers: { Query: { open: () => 'open', mine: () => 'mine' } },
};

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1_000);

describe('access tokens', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop } });
  });
  afterAll(() => router.close());

  async function expectRefused(token: string) {
    const asked = async () => {
      const { status, body, headers } = await router.ask('{ open }', { token });
      expect(status).toBe(401);
      expect(body).toEqual({
        errors: [{ message: expect.any(String) as string, extensions: { code: 'UNAUTHENTICATED' } }],
      });
      expect(headers.get('www-authenticate')).toContain('Bearer');
    };
    expect(await router.countRequests(asked)).toBe(0);
  }

  it('let their holder in', async () => {
    expect((await router.ask('{ open mine }', { as: {} })).body.data).toEqual({ open: 'open', mine: 'mine' });
  });

  it('are not needed for what is open', async () => {
    expect((await router.ask('{ open }')).body.data).toEqual({ open: 'open' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://evil.example' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['no expiry', { exp: undefined }],
    ['an expiry long past', { exp: 1, iat: 0 }],
    [
      'an age of an hour',
      { iat: Math.floor(Date.now() / 1_000) - 3_600, exp: Math.floor(Date.now() / 1_000) + 3_600 },
    ],
    ['a start in the future', { nbf: Math.floor(Date.now() / 1_000) + 3_600 }],
    [
      'an issue in the future',
      { iat: Math.floor(Date.now() / 1_000) + 3_600, exp: Math.floor(Date.now() / 1_000) + 7_200 },
    ],
  ])('with %s are refused', (_name, claims) => expectRefused(router.issuer.sign(claims)));

  it.each<[string, (payload: Record<string, unknown>, key: TestKey) => string]>([
    ['a subject that is no string', (payload, key) => signRaw({ ...payload, sub: { $ne: 1 } }, key)],
    ['an expiry that is no number', (payload, key) => signRaw({ ...payload, exp: '9999999999' }, key)],
    ['an issue that is no number', (payload, key) => signRaw({ ...payload, iat: 'now' }, key)],
    ['no issue time', (payload, key) => signRaw({ ...payload, iat: undefined }, key)],
    [
      'algorithm none',
      (payload, key) => `${encode({ alg: 'none', typ: 'at+jwt', kid: key.id })}.${encode(payload)}.`,
    ],
    [
      'algorithm none and a signature',
      (payload, key) => `${encode({ alg: 'none', typ: 'at+jwt', kid: key.id })}.${encode(payload)}.AAAA`,
    ],
    [
      'the public key as HMAC secret',
      (payload, key) => {
        const head = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.id })}.${encode(payload)}`;
        const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
        return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
      },
    ],
    [
      'a signature of zeros',
      (payload, key) =>
        `${encode({ alg: 'RS256', typ: 'at+jwt', kid: key.id })}.${encode(payload)}.${Buffer.alloc(256).toString('base64url')}`,
    ],
    [
      'no signature',
      (payload, key) => `${encode({ alg: 'RS256', typ: 'at+jwt', kid: key.id })}.${encode(payload)}.`,
    ],
  ])('with %s are refused', async (_name, forge) => {
    const key = router.issuer.keys[0];
    if (key === undefined) throw new Error('no key');
    const { issuer, audience } = router.issuer;
    await expectRefused(forge({ iss: issuer, aud: audience, sub: 'u1', iat: now(), exp: now() + 900 }, key));
  });

  it.each<[string, Record<string, unknown>]>([
    ['type', { typ: 'JWT' }],
    ['key id', { kid: 'unknown' }],
    ['key id that is a path', { kid: '../../../etc/passwd' }],
    ['key id that is an operator', { kid: { $ne: null } }],
    ['critical extension', { crit: ['exp'] }],
  ])('with another %s are refused', (_name, header) => expectRefused(router.issuer.sign({}, { header })));

  it('signed with a key of their own are refused, wherever they say it is', async () => {
    const own = { id: 'k1', ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) };
    const jwk = own.publicKey.export({ format: 'jwk' });
    for (const header of [
      {},
      { jwk },
      { jku: 'https://evil.example/jwks' },
      { x5u: 'https://evil.example' },
    ]) {
      await expectRefused(router.issuer.sign({}, { key: own, header }));
    }
  });

  it('that were changed are refused', async () => {
    const [header, payload = '', signature] = router.issuer.sign().split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    await expectRefused([header, encode({ ...claims, scope: 'roles:write' }), signature].join('.'));
  });

  it.each(['x', 'a.b', 'a.b.c.d', '....', 'null', 'x'.repeat(9_000)])(
    'are refused when they are none: %s',
    (token) => expectRefused(token),
  );

  it('are refused in the URL, and under another scheme', async () => {
    const token = router.issuer.sign();
    const inUrl = await fetch(`${router.url}?access_token=${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ open }"}',
    });
    expect(inUrl.status).toBe(401);
    const { status } = await router.ask('{ open }', { headers: { authorization: `Basic ${token}` } });
    expect(status).toBe(401);
  });

  it('are refused when there are two', async () => {
    const token = router.issuer.sign();
    expect(await sendRaw(router.url, [`Authorization: Bearer ${token}`])).toContain(' 200 ');
    expect(
      await sendRaw(router.url, [`Authorization: Bearer ${token}`, 'Authorization: Bearer x.y.z']),
    ).toContain(' 401 ');
  });

  it('end when their time is over, though they were verified before', async () => {
    const token = router.issuer.sign({ iat: now() - 890, exp: now() - 55 });
    expect((await router.ask('{ open }', { token })).status).toBe(200);
    await expect
      .poll(async () => (await router.ask('{ open }', { token })).status, { timeout: 10_000 })
      .toBe(401);
  }, 15_000);
});

describe('the keys of the issuer', () => {
  async function withRouter(work: (router: TestRouter) => Promise<void>) {
    const router = await startTestRouter({ subgraphs: { shop } });
    try {
      await work(router);
    } finally {
      await router.close();
    }
  }

  it('rotate without a false 401', () =>
    withRouter(async (router) => {
      const old = router.issuer.sign();
      expect((await router.ask('{ open }', { token: old })).status).toBe(200);
      router.issuer.rotate();
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
      expect((await router.ask('{ open }', { token: old })).status).toBe(200);
    }));

  it('are other keys when they are replaced under the same id', () =>
    withRouter(async (router) => {
      const old = router.issuer.sign();
      expect((await router.ask('{ open }', { token: old })).status).toBe(200);
      router.issuer.replace();
      // Has the router read the keys again.
      const unknown = router.issuer.sign({}, { header: { kid: 'unknown' } });
      expect((await router.ask('{ open }', { token: unknown })).status).toBe(401);
      expect((await router.ask('{ open }', { token: old })).status).toBe(401);
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
    }));

  it('are read again when a token under a known id is signed with another', () =>
    withRouter(async (router) => {
      const old = router.issuer.sign();
      expect((await router.ask('{ open }', { token: old })).status).toBe(200);
      router.issuer.replace();
      const statuses = await Promise.all(
        Array.from({ length: 10 }, async () => (await router.ask('{ open }', { as: {} })).status),
      );
      expect(statuses).toEqual(Array(10).fill(200));
      expect((await router.ask('{ open }', { token: old })).status).toBe(401);
    }));

  it('are not read again for each forged token under a known id, nor for one that is only too old', () =>
    withRouter(async (router) => {
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
      const before = router.issuer.requests;
      const old = router.issuer.sign({ iat: now() - 2_000, exp: now() - 1_000 });
      expect((await router.ask('{ open }', { token: old })).status).toBe(401);
      expect(router.issuer.requests - before).toBe(0);
      const own = { id: 'k1', ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) };
      const forge = async (index: number) => {
        const token = router.issuer.sign({ sub: `u${index}` }, { key: own });
        return (await router.ask('{ open }', { token })).status;
      };
      expect(new Set(await Promise.all(Array.from({ length: 50 }, (_, i) => forge(i))))).toEqual(
        new Set([401]),
      );
      expect(await forge(51)).toBe(401);
      expect(router.issuer.requests - before).toBe(1);
      expect((await router.ask('{ open }', { as: { sub: 'good' } })).status).toBe(200);
    }));

  it('stay what they are when the issuer is away: a forged token is no reason to doubt them', () =>
    withRouter(async (router) => {
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
      router.issuer.up = false;
      const own = { id: 'k1', ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) };
      expect((await router.ask('{ open }', { token: router.issuer.sign({}, { key: own }) })).status).toBe(
        401,
      );
      expect((await router.ask('{ open }', { as: { sub: 'good' } })).status).toBe(200);
    }));

  it('are each tried when they have no ids', () =>
    withRouter(async (router) => {
      router.issuer.named = false;
      router.issuer.rotate();
      router.issuer.rotate();
      const header = { kid: undefined };
      for (const key of router.issuer.keys) {
        const token = router.issuer.sign({ sub: key.id }, { key, header });
        expect((await router.ask('{ open }', { token })).status).toBe(200);
      }
      const own = { id: 'own', ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) };
      const token = router.issuer.sign({}, { key: own, header });
      expect((await router.ask('{ open }', { token })).status).toBe(401);
    }));

  it('are kept while the issuer is away; a token that none of them fits is not called false then', () =>
    withRouter(async (router) => {
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
      router.issuer.up = false;
      expect((await router.ask('{ open }', { as: { sub: 'another' } })).status).toBe(200);
      router.issuer.rotate();
      const unknown = await router.ask('{ open }', { as: {} });
      expect(unknown.status).toBe(503);
      expect(unknown.headers.get('retry-after')).not.toBeNull();
      expect((await router.ask('{ open }')).status).toBe(200);
    }));

  it('are not asked for at each random key id', () =>
    withRouter(async (router) => {
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
      const before = router.issuer.requests;
      const begun = performance.now();
      const token = (kid: number) => router.issuer.sign({}, { header: { kid: `random-${kid}` } });
      const statuses = await Promise.all(
        Array.from(
          { length: 100 },
          async (_, kid) => (await router.ask('{ open }', { token: token(kid) })).status,
        ),
      );
      expect(statuses.filter((status) => status !== 401 && status !== 503)).toEqual([]);
      const seconds = Math.ceil((performance.now() - begun) / 1_000);
      expect(router.issuer.requests - before).toBeLessThanOrEqual(1 + seconds);
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
    }));

  it('are known as soon as they are published, after a flood of unknown ids and in it', () =>
    withRouter(async (router) => {
      const ask = (kid: string) =>
        router.ask('{ open }', { token: router.issuer.sign({}, { header: { kid } }) });
      const flood = async (name: string) => {
        const answers = await Promise.all(Array.from({ length: 50 }, (_, kid) => ask(`${name}-${kid}`)));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      };
      await flood('before');
      router.issuer.rotate();
      const meanwhile = flood('meanwhile');
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
      await meanwhile;
    }));

  it('are asked for once when tokens name none', () =>
    withRouter(async (router) => {
      router.issuer.rotate();
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
      const before = router.issuer.requests;
      for (let time = 0; time < 10; time++) {
        const token = router.issuer.sign({ sub: `u${time}` }, { header: { kid: undefined } });
        expect((await router.ask('{ open }', { token })).status).toBe(401);
      }
      expect(router.issuer.requests - before).toBe(1);
      router.issuer.rotate();
      expect((await router.ask('{ open }', { as: {} })).status).toBe(200);
    }));
});

/** A token of the right signature whose claims jsonwebtoken would refuse to write. */
function signRaw(payload: Readonly<Record<string, unknown>>, key: TestKey): string {
  const head = `${encode({ alg: 'RS256', typ: 'at+jwt', kid: key.id })}.${encode(payload)}`;
  return `${head}.${sign('sha256', Buffer.from(head), key.privateKey).toString('base64url')}`;
}

/** Sends headers that `fetch` would join. @returns the answer's first line */
function sendRaw(url: string, headers: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const body = '{"query":"{ open }"}';
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      const lines = [
        'POST /graphql HTTP/1.1',
        `Host: ${hostname}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
      ];
      socket.write(`${[...lines, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
    });
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('end', () => resolve(text.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}
