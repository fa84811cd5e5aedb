import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpServer, createLogger, listen } from '@supergraph/service-kit';
import jwt from 'jsonwebtoken';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccessTokens } from './access-tokens.js';
import { openKeyStore, type KeyStore } from './key-store.js';
import { publishKeys } from './publish-keys.js';
import { LEAD_S, rotateKeys } from './rotate.js';

interface PublishedKey extends JsonWebKey {
  readonly kid: string;
}

const logged: string[] = [];
const logger = createLogger({ service: 'users', level: 'error' }, { write: (line) => logged.push(line) });
const seconds = () => Math.floor(Date.now() / 1_000);
let folder: string;
let file: string;
let now: number;
let keyStore: KeyStore;
let url: string;
/** Waits until the poll of the file or the signal has taken effect. */
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 10 });
const ends: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jwks-'));
  file = join(folder, 'keys.json');
  now = seconds();
  await rotateKeys(file, { now });
  keyStore = openKeyStore({ file }, { logger, pollMs: 10 });
  const server = createHttpServer({ logger });
  publishKeys(server, keyStore);
  url = `${await listen(server, { host: '127.0.0.1', port: 0 })}/.well-known/jwks.json`;
  ends.push(
    () => server.close(),
    () => keyStore.close(),
    () => rm(folder, { recursive: true }),
  );
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const issue = (lifetimeS = 900) =>
  createAccessTokens({
    keyStore,
    issuer: 'https://users.test',
    audience: 'graph',
    lifetimeS,
    clock: () => new Date(now * 1_000),
  }).issue({ subject: 'ada', scopes: ['orders:read', 'users:read'], session: 's1', epoch: 3 });

async function published(): Promise<PublishedKey[]> {
  const response = await fetch(url);
  return ((await response.json()) as { keys: PublishedKey[] }).keys;
}

/** Verifies a token as anyone on the network can: with the published keys alone. */
async function verify(token: string) {
  const { kid } = jwt.decode(token, { complete: true })?.header ?? {};
  const jwk = (await published()).find((key) => key.kid === kid);
  if (jwk === undefined) return undefined;
  return jwt.verify(token, createPublicKey({ key: jwk, format: 'jwk' }), {
    algorithms: ['RS256'],
    issuer: 'https://users.test',
    audience: 'graph',
    clockTimestamp: now,
  });
}

describe('an access token', () => {
  it('is a JWT of RFC 9068 that the published keys verify', async () => {
    const { token, expiresAt } = issue();
    const header = jwt.decode(token, { complete: true })?.header;
    expect(header).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: (await published())[0]?.kid });
    expect(await verify(token)).toEqual({
      iss: 'https://users.test',
      aud: 'graph',
      sub: 'ada',
      sid: 's1',
      epoch: 3,
      scope: 'orders:read users:read',
      jti: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      iat: now,
      exp: now + 900,
    });
    expect(expiresAt.getTime()).toBe((now + 900) * 1_000);
  });

  it('has an id of its own', () => {
    const [one, two] = [issue(), issue()].map(({ token }) => jwt.decode(token, { json: true })?.jti);
    expect(one).not.toBe(two);
  });
});

describe('the key endpoint', () => {
  it('publishes public parts only, to be kept for less time than a new key waits', async () => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const maxAge = /^public, max-age=(\d+)$/.exec(response.headers.get('cache-control') ?? '')?.[1];
    expect(Number(maxAge)).toBeGreaterThan(0);
    expect(Number(maxAge)).toBeLessThan(LEAD_S);
    const { keys } = (await response.json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  it('says when nothing changed', async () => {
    const tag = (await fetch(url)).headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const [before] = await published();
    await rotateKeys(file, { now });
    await until(async () => expect(await published()).toHaveLength(2));
    expect((await fetch(url, { headers: { 'if-none-match': tag } })).status).toBe(200);
    expect(await published()).toContainEqual(before);
  });
});

describe('a rotation', () => {
  it('needs no restart and makes no good token bad at any moment', async () => {
    const old = issue();
    const [fresh] = await rotateKeys(file, { now });
    await until(async () => expect(await published()).toHaveLength(2));
    const kidOf = (token: string) => jwt.decode(token, { complete: true })?.header.kid;
    expect(kidOf(issue().token)).toBe(kidOf(old.token));
    now += LEAD_S;
    expect(kidOf(issue().token)).toBe(fresh);
    expect(await verify(old.token)).toBeDefined();
    expect(await verify(issue().token)).toBeDefined();
  });

  it('of stolen keys ends what they signed', async () => {
    const { token } = issue();
    await rotateKeys(file, { now, revoke: true });
    await until(async () => expect(await verify(token)).toBeUndefined());
    expect(await verify(issue().token)).toBeDefined();
  });

  it('is seen at once on SIGHUP', async () => {
    const slow = openKeyStore({ file }, { logger, pollMs: 3_600_000 });
    ends.push(() => slow.close());
    await rotateKeys(file, { now });
    process.emit('SIGHUP');
    await until(() => expect(slow.keys).toHaveLength(2));
  });

  it('to a broken file leaves the keys as they are, and the next good one is read', async () => {
    const before = keyStore.keys;
    await writeFile(join(folder, 'broken'), '{');
    await rename(join(folder, 'broken'), file);
    await until(() => expect(logged.join('')).toContain('they stay as they are'));
    expect(keyStore.keys).toBe(before);
    await rm(file);
    await rotateKeys(file, { now });
    await until(() => expect(keyStore.keys).not.toBe(before));
  });
});

describe('the keys at the start', () => {
  it('may come as text where secrets are variables', async () => {
    const text = await readFile(file, 'utf8');
    expect(openKeyStore({ text }, { logger }).keys.map(({ id }) => id)).toEqual([keyStore.keys[0].id]);
    const broken = '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----';
    expect(() => openKeyStore({ text: broken }, { logger })).toThrow(
      'JWT_PRIVATE_KEYS: a key cannot be read as a private key',
    );
  });

  it('must be there: one line says which file is not and how to make it', () => {
    const missing = join(folder, 'missing.json');
    expect(() => openKeyStore({ file: missing }, { logger })).toThrow(
      `JWT_PRIVATE_KEYS_FILE: cannot read ${missing} (ENOENT): make one with npm run keys:rotate`,
    );
  });

  it('must be keys: one line names the file', async () => {
    await writeFile(file, 'no keys');
    expect(() => openKeyStore({ file }, { logger })).toThrow(`${file}: there is no private key`);
  });
});
