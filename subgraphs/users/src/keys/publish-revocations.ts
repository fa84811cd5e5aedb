import { sendError, type Subgraph } from '@supergraph/service-kit';
import type { Revocation, Revocations } from '../domain/revocations.js';
import type { KeyStore } from './key-store.js';
import { signToken } from './sign-token.js';

export interface PublishRevocationsOptions {
  readonly revocations: Revocations;
  readonly keyStore: KeyStore;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: () => Date;
}

/**
 * `GET /.well-known/revocations?since=SECONDS`: a JWT of type `revocations+jwt` that lists the users and sessions whose
 * access tokens are void. It is signed, so verifiers can trust it over any network.
 */
export function publishRevocations(server: Subgraph['server'], options: PublishRevocationsOptions): void {
  const { revocations, keyStore, issuer, audience, clock } = options;
  server.get('/.well-known/revocations', async (request, reply) => {
    const { since = '0' } = request.query as { readonly since?: unknown };
    const seconds =
      typeof since === 'string' && /^\d{1,12}(\.\d{1,9})?$/.test(since) ? Number(since) : undefined;
    if (seconds === undefined) {
      sendError(reply, 400, 'The parameter since is a number of seconds since 1970.');
      return reply;
    }
    const page = await revocations.read(new Date(seconds * 1_000));
    const now = Math.floor(clock().getTime() / 1_000);
    const text = signToken(keyStore, 'revocations+jwt', {
      iss: issuer,
      aud: audience,
      iat: now,
      until: inSeconds(page.until),
      more: page.hasMore,
      revoked: page.revocations.map(toClaim),
    });
    return reply.header('cache-control', 'no-store').type('application/jwt').send(text);
  });
}

function toClaim(revocation: Revocation) {
  const at = inSeconds(revocation.at);
  if ('session' in revocation) return { sid: revocation.session, at };
  return { sub: revocation.subject, epoch: revocation.epoch, at };
}

function inSeconds(time: Date): number {
  return time.getTime() / 1_000;
}
