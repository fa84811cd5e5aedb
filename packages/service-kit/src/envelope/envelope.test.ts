import { createHmac, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StartError } from '../start-error.js';
import { parseKeyRings } from './key-rings.js';
import { createEnvelopeSigner, hashBody, type EnvelopeContent } from './signer.js';
import { createEnvelopeVerifier, EnvelopeError } from './verifier.js';

const secret = () => randomBytes(32).toString('base64url');
const [current, previous, other] = [secret(), secret(), secret()];
const body = '{"query":"{ me { id } }"}';
const content: EnvelopeContent = {
  audience: 'users',
  body,
  caller: { subject: 'ada', scopes: new Set(['orders:read', 'users:read']) },
  requestId: 'r1',
};

const verifier = () =>
  createEnvelopeVerifier({ audience: 'users', rings: parseKeyRings(`router=k2:${current}|k1:${previous}`) });
const signer = (key = `k2:${current}`, issuer = 'router', audience = 'users') =>
  createEnvelopeSigner({ issuer, rings: parseKeyRings(`${audience}=${key}`) });
const refusal = (envelope: string | string[] | undefined, sent = body, receiver = verifier()) => {
  try {
    receiver.verify(envelope, Buffer.from(sent));
    return 'accepted';
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    return error.message;
  }
};

beforeEach(() => vi.useFakeTimers({ now: Date.now() }));
afterEach(() => vi.useRealTimers());

describe('an envelope', () => {
  it('carries the client address, when the sender knows one', () => {
    const from = (address?: string) =>
      verifier().verify(
        signer().sign({ ...content, caller: { ...content.caller, address } }),
        Buffer.from(body),
      );
    expect(from('2001:db8::1').address).toBe('2001:db8::1');
    expect(from().address).toBeUndefined();
  });

  it("carries the session and the client's program, when the sender knows them", () => {
    const caller = { ...content.caller, session: 's1', client: 'web 1.2' };
    const seen = verifier().verify(signer().sign({ ...content, caller }), Buffer.from(body));
    expect(seen).toMatchObject({ session: 's1', client: 'web 1.2' });
  });

  it('carries who asks to the subgraph', () => {
    expect(verifier().verify(signer().sign(content), Buffer.from(body))).toEqual({
      subject: 'ada',
      scopes: new Set(['orders:read', 'users:read']),
      service: 'router',
      requestId: 'r1',
    });
  });

  it('of an anonymous caller has neither subject nor scopes', () => {
    const caller = { subject: undefined, scopes: new Set(['smuggled']) };
    const seen = verifier().verify(signer().sign({ ...content, caller }), Buffer.from(body));
    expect(seen).toMatchObject({ subject: undefined, scopes: new Set() });
  });

  it('is still good when its key is no longer the newest', () => {
    expect(refusal(signer(`k1:${previous}`).sign(content))).toBe('accepted');
  });

  it('is good once', () => {
    const [receiver, envelope] = [verifier(), signer().sign(content)];
    receiver.verify(envelope, Buffer.from(body));
    expect(() => receiver.verify(envelope, Buffer.from(body))).toThrow('the envelope was used before');
  });

  it.each(['{', '', 'null', '[]', '5', '"text"', '\u0000'])(
    'is refused when its payload is %j',
    (payload) => {
      for (const header of [
        { alg: 'HS256', typ: 'JWT', kid: 'k2' },
        { alg: 'HS256', typ: 'JWT' },
        null,
        5,
        [],
      ]) {
        const parts = [JSON.stringify(header), payload].map((part) =>
          Buffer.from(part).toString('base64url'),
        );
        expect(refusal(`${parts.join('.')}.AAAA`)).not.toBe('accepted');
      }
    },
  );

  it('is refused after its time', () => {
    const envelope = signer().sign(content);
    vi.advanceTimersByTime(61_000);
    expect(refusal(envelope)).toMatch(/ended 3\d s ago: the clock of router is behind/);
  });

  it('is refused before its time, but for what clocks differ by', () => {
    const madeIn = (seconds: number) => {
      const now = Date.now();
      vi.setSystemTime(now + seconds * 1_000);
      const envelope = signer().sign(content);
      vi.setSystemTime(now);
      return envelope;
    };
    for (const skew of [-30, -29, -10, 10, 30]) expect(refusal(madeIn(skew))).toBe('accepted');
    expect(refusal(madeIn(32))).toMatch(/the clock of router is 3\d s ahead/);
    expect(refusal(madeIn(86_400))).toMatch(/from the future/);
  });

  it('is good once for as long as it is accepted, made by a clock that is fast', () => {
    const now = Date.now();
    vi.setSystemTime(now + 30_000);
    const [receiver, envelope] = [verifier(), signer().sign(content)];
    vi.setSystemTime(now);
    receiver.verify(envelope, Buffer.from(body));
    for (let second = 1; second <= 95; second += 1) {
      vi.advanceTimersByTime(1_000);
      expect(() => receiver.verify(envelope, Buffer.from(body))).toThrow(EnvelopeError);
    }
  });

  it('is refused with another body', () => {
    expect(refusal(signer().sign(content), body.replace('me', 'us'))).toBe('the body is not the one signed');
  });

  it('is refused when it is for another subgraph', () => {
    const rings = `k2:${current}`;
    expect(refusal(signer(rings, 'router', 'orders').sign({ ...content, audience: 'orders' }))).toMatch(
      /audience/,
    );
  });

  it('is refused when another service signs with its own key in the name of the router', () => {
    expect(refusal(signer(`k2:${other}`).sign(content))).toBe('invalid signature');
  });

  it.each([
    ['no header', undefined],
    ['two headers', ['a', 'b']],
    ['not a token', 'x.y.z'],
    ['an unknown sender', signer(`k2:${current}`, 'mallory').sign(content)],
    ['an unknown key', signer(`k9:${current}`).sign(content)],
  ])('is refused when it is %s', (_name, envelope) => {
    expect(refusal(envelope)).not.toBe('accepted');
  });

  it('is refused without a signature', () => {
    const claims = { iss: 'router', aud: 'users', bh: hashBody(body), rid: 'r', jti: 'j' };
    expect(refusal(jwt.sign(claims, '', { algorithm: 'none', keyid: 'k2', expiresIn: 10 }))).not.toBe(
      'accepted',
    );
  });

  it('is refused when it would live longer than an envelope may', () => {
    const claims = { iss: 'router', aud: 'users', bh: hashBody(body), rid: 'r', jti: 'j' };
    const key = Buffer.from(current, 'base64url');
    expect(refusal(jwt.sign(claims, key, { keyid: 'k2', expiresIn: 3_600 }))).toBe(
      'the envelope lives too long',
    );
  });

  /** A token whose only mistake is the given one: without any, it is accepted. */
  const write = (changes: { claims?: object; header?: object; hash?: string } = {}) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: 'router', aud: 'users', bh: hashBody(body), rid: 'r', jti: 'j', iat: now };
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = { alg: 'HS256', typ: 'JWT', kid: 'k2', ...changes.header };
    const text = `${encode(header)}.${encode({ ...claims, exp: now + 30, ...changes.claims })}`;
    const hmac = createHmac(changes.hash ?? 'sha256', Buffer.from(current, 'base64url'));
    return `${text}.${hmac.update(text).digest('base64url')}`;
  };

  it('is a token that jsonwebtoken writes and reads', () => {
    const key = Buffer.from(current, 'base64url');
    expect(jwt.verify(signer().sign(content), key, { algorithms: ['HS256'], audience: 'users' })).toEqual({
      sub: 'ada',
      scope: 'orders:read users:read',
      bh: hashBody(body),
      rid: 'r1',
      jti: expect.any(String) as string,
      iat: Math.floor(Date.now() / 1_000),
      exp: Math.floor(Date.now() / 1_000) + 30,
      aud: 'users',
      iss: 'router',
    });
    const claims = { iss: 'router', aud: 'users', bh: hashBody(body), rid: 'r', jti: 'j' };
    expect(refusal(jwt.sign(claims, key, { keyid: 'k2', expiresIn: 30 }))).toBe('accepted');
    expect(refusal(write())).toBe('accepted');
  });

  it.each<[string, object, string?]>([
    ['none', { alg: 'none' }],
    ['NONE', { alg: 'NONE' }],
    ['nothing', { alg: undefined }],
    ['another hash', { alg: 'HS512' }, 'sha512'],
    ['another hash than the one it is signed with', { alg: 'HS512' }],
    ['a public key', { alg: 'RS256' }],
    ['an extension that has to be understood', { crit: ['b64'], b64: false }],
    ['a key of its own', { jwk: { kty: 'oct', k: current } }],
  ])('is refused when its header asks for %s', (_name, header, hash = 'sha256') => {
    const signed = write({ header, hash });
    const [head, payload] = signed.split('.');
    for (const envelope of [signed, `${head}.${payload}.`, `${head}.${payload}`]) {
      expect(refusal(envelope)).not.toBe('accepted');
    }
  });

  it.each<[string, object]>([
    ['a claim missing', { jti: undefined }],
    ['no sender', { iss: undefined }],
    ['a list of senders', { iss: ['router'] }],
    ['a name of every object as its sender', { iss: '__proto__' }],
    ['no audience', { aud: undefined }],
    ['several audiences', { aud: ['users', 'orders'] }],
    ['a part of the audience', { aud: 'user' }],
    ['no beginning', { iat: undefined }],
    ['no end', { exp: undefined }],
    ['an end that is text', { exp: '9999999999' }],
    ['no hash of its body', { bh: undefined }],
    ['a part of the hash of its body', { bh: hashBody(body).slice(0, -1) }],
    ['no subject in its subject', { sub: '' }],
  ])('is refused with %s, well signed as it may be', (_name, claims) => {
    expect(refusal(write({ claims }))).not.toBe('accepted');
  });

  it('is refused when any of its characters is another, is missing or is added', () => {
    const [receiver, envelope] = [verifier(), signer().sign(content)];
    const expectRefused = (altered: string) =>
      expect(refusal(altered, body, receiver), altered).not.toBe('accepted');
    for (let at = 0; at < envelope.length; at += 1) {
      const [before, after] = [envelope.slice(0, at), envelope.slice(at + 1)];
      const other = envelope[at] === 'A' ? 'B' : 'A';
      expectRefused(`${before}${other}${after}`);
      expectRefused(before + after);
      expectRefused(`${before}.${envelope.slice(at)}`);
    }
    for (const added of ['A', '=', '.', '.A', ' ', '\n', ',']) {
      expectRefused(envelope + added);
      expectRefused(added + envelope);
    }
    expect(refusal(envelope, body, receiver)).toBe('accepted');
  });

  it('is refused without delay when it is huge', () => {
    const huge = 'A'.repeat(1_000_000);
    const [header, payload, signature] = signer().sign(content).split('.');
    for (const envelope of [
      huge,
      '.'.repeat(1_000_000),
      `${header}.${huge}.${signature}`,
      `${header}.${payload}.${huge}`,
      `${huge}.${payload}.${signature}`,
    ]) {
      expect(refusal(envelope)).not.toBe('accepted');
    }
  });
});

describe('an envelope of a service that is not the router', () => {
  const orders = createEnvelopeVerifier({ audience: 'users', rings: parseKeyRings(`orders=k2:${current}`) });
  const verify = (caller: EnvelopeContent['caller']) =>
    orders.verify(signer(`k2:${current}`, 'orders').sign({ ...content, caller }), Buffer.from(body));
  const nobody = { subject: undefined, scopes: new Set<string>() };

  it('speaks for the service', () => {
    expect(verify(nobody)).toMatchObject({ service: 'orders', subject: undefined, scopes: new Set() });
  });

  it.each<[string, EnvelopeContent['caller']]>([
    ['a user', { ...nobody, subject: 'demo-admin' }],
    ['a user with scopes', { subject: 'demo-admin', scopes: new Set(['inventory:write']) }],
    ['a client at an address', { ...nobody, address: '203.0.113.1' }],
    ['a session', { ...nobody, session: 's1' }],
    ["a client's program", { ...nobody, client: 'web' }],
  ])('is refused when it speaks for %s', (_name, caller) => {
    expect(() => verify(caller)).toThrow('only the router speaks for users, and this is orders');
  });

  it('is refused when it has scopes and no subject', () => {
    const claims = {
      iss: 'orders',
      aud: 'users',
      bh: hashBody(body),
      rid: 'r',
      jti: 'j',
      scope: 'roles:write',
    };
    const envelope = jwt.sign(claims, Buffer.from(current, 'base64url'), { keyid: 'k2', expiresIn: 10 });
    expect(() => orders.verify(envelope, Buffer.from(body))).toThrow(EnvelopeError);
  });
});

describe('key rings', () => {
  it.each([
    ['', 'envelope keys are written'],
    ['router', 'envelope keys are written'],
    ['router=k1', 'envelope keys are written'],
    ['router=k1:c2hvcnQ', 'at least 32 bytes'],
    [`router=k1:${current},router=k2:${current}`, 'named twice'],
  ])('refuse %j', (text, message) => {
    expect(() => parseKeyRings(text)).toThrow(StartError);
    expect(() => parseKeyRings(text)).toThrow(message);
  });

  it('never tell a secret in an error', () => {
    expect(() => parseKeyRings(`router=k 1:${current}`)).toThrow(expect.not.stringContaining(current));
  });
});
