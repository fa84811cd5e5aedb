import { createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { claimsOf } from './people.js';
import { privateKeys, type TestSubgraph } from './test-subgraph.js';

export interface RevocationList {
  readonly until: number;
  readonly more: boolean;
  readonly revoked: readonly (
    | { readonly sub: string; readonly epoch: number; readonly at: number }
    | { readonly sid: string; readonly at: number }
  )[];
}

/** The list of revocations, read as a verifier reads it. */
export async function readRevocations({ server }: TestSubgraph, since?: string): Promise<RevocationList> {
  const query = since === undefined ? '' : `?since=${since}`;
  const { body } = await server.inject({ url: `/.well-known/revocations${query}` });
  const { header, payload } = jwt.verify(body, createPublicKey(privateKeys), {
    algorithms: ['RS256'],
    issuer: 'https://users.test',
    audience: 'graph',
    complete: true,
    // The service under test has its own clock.
    ignoreExpiration: true,
  });
  if (header.typ !== 'revocations+jwt') throw new Error(`a token of type ${header.typ}`);
  return payload as unknown as RevocationList;
}

/** Whether a verifier that has read the list refuses an access token. */
export async function isVoid(
  subgraph: TestSubgraph,
  session: { readonly accessToken: string },
): Promise<boolean> {
  const { sub, sid, epoch } = claimsOf(session);
  const { revoked } = await readRevocations(subgraph);
  return revoked.some((entry) =>
    'sid' in entry ? entry.sid === sid : entry.sub === sub && Number(epoch) < entry.epoch,
  );
}
