import { createHash } from 'node:crypto';
import type { Subgraph } from '@supergraph/service-kit';
import type { KeyStore } from './key-store.js';

/** How long verifiers may cache the keys, in seconds. This is shorter than the time before a new key signs. */
export const KEYS_MAX_AGE_S = 300;

/** `GET /.well-known/jwks.json`: the public keys, for everyone and without an envelope, as verifiers expect. */
export function publishKeys(server: Subgraph['server'], keyStore: KeyStore): void {
  server.get('/.well-known/jwks.json', async (request, reply) => {
    const body = JSON.stringify({ keys: keyStore.keys.map(({ publicJwk }) => publicJwk) });
    const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    void reply.header('cache-control', `public, max-age=${KEYS_MAX_AGE_S}`).header('etag', tag);
    if (request.headers['if-none-match'] === tag) return reply.status(304).send();
    return reply.type('application/json; charset=utf-8').send(body);
  });
}
