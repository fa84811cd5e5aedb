import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt, { type SignOptions } from 'jsonwebtoken';

/** A token issuer whose keys and failures a test controls. */
export interface TestIssuer {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The number of requests for its keys. */
  readonly requests: number;
  /** Whether it answers. */
  up: boolean;
  /** Signs with the newest key, with valid claims unless given others. */
  sign(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): string;
  /** Publishes a new key and signs with it from now on. @param keep whether the old ones stay published */
  rotate(keep?: boolean): void;
  /** Publishes another key under the id of the newest, and signs with it from now on. */
  replace(): void;
  /** Whether its keys are published with their ids. */
  named: boolean;
  readonly keys: readonly TestKey[];
  close(): Promise<void>;
}

export interface TokenOptions {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: TestKey;
  readonly sign?: SignOptions;
}

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface TestKey extends KeyPair {
  readonly id: string;
}

/** The keys of issuers that have ended, for the next ones: making a key takes more time than most tests. */
const spareKeys: KeyPair[] = [];

export async function startIssuer(): Promise<TestIssuer> {
  const borrowed: KeyPair[] = [];
  const keyNamed = (id: string): TestKey => {
    const pair = spareKeys.pop() ?? generateKeyPairSync('rsa', { modulusLength: 2_048 });
    borrowed.push(pair);
    return { id, ...pair };
  };
  const state = { up: true, named: true, requests: 0, keys: [keyNamed('k1')], made: 1 };
  const server = createServer((_request, response) => {
    state.requests += 1;
    if (!state.up) {
      response.writeHead(503).end();
      return;
    }
    const keys = state.keys.map(({ id, publicKey }) => ({
      ...publicKey.export({ format: 'jwk' }),
      ...(state.named && { kid: id }),
      use: 'sig',
      alg: 'RS256',
    }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const audience = 'supergraph';
  return {
    jwksUrl: `${issuer}/.well-known/jwks.json`,
    issuer,
    audience,
    get requests() {
      return state.requests;
    },
    get up() {
      return state.up;
    },
    set up(value) {
      state.up = value;
    },
    get named() {
      return state.named;
    },
    set named(value) {
      state.named = value;
    },
    get keys() {
      return state.keys;
    },
    sign(claims = {}, options = {}) {
      const key = options.key ?? state.keys.at(-1);
      if (key === undefined) throw new Error('the issuer has no key');
      const now = Math.floor(Date.now() / 1_000);
      const payload: Record<string, unknown> = {
        iss: issuer,
        aud: audience,
        sub: 'u1',
        iat: now,
        exp: now + 900,
        jti: 'j',
        ...claims,
      };
      const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
      return jwt.sign(given, key.privateKey, {
        algorithm: 'RS256',
        ...options.sign,
        header: { alg: 'RS256', typ: 'at+jwt', kid: key.id, ...options.header },
        allowInvalidAsymmetricKeyTypes: true,
      });
    },
    rotate(keep = true) {
      state.made += 1;
      state.keys = [...(keep ? state.keys : []), keyNamed(`k${state.made}`)];
    },
    replace() {
      state.keys = [...state.keys.slice(0, -1), keyNamed(state.keys.at(-1)?.id ?? 'k1')];
    },
    close: () =>
      new Promise<void>((resolve) => {
        spareKeys.push(...borrowed.splice(0));
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
