import { createPrivateKey, randomUUID, type JsonWebKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import jwt from 'jsonwebtoken';
import { createClient, type Client } from '../e2e/support/client.js';

const STAFF = ['orders:read', 'orders:fulfil', 'catalog:write', 'inventory:read', 'inventory:write'];

/** Creates clients for any number of customers and for staff. Their tokens are signed with the users subgraph's key. */
export interface Crowd {
  customer(id: string): Client;
  readonly staff: Client;
}

export async function gather({ url, dataDir }: Supergraph): Promise<Crowd> {
  const text = await readFile(join(dataDir, 'keys/users-signing.json'), 'utf8');
  const [jwk] = (JSON.parse(text) as { keys: (JsonWebKey & { kid: string })[] }).keys;
  if (jwk === undefined) throw new Error('there is no signing key');
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const sign = (subject: string, scopes: readonly string[]) =>
    jwt.sign({ scope: scopes.join(' '), jti: randomUUID() }, key, {
      algorithm: 'RS256',
      keyid: jwk.kid,
      header: { alg: 'RS256', typ: 'at+jwt' },
      issuer: 'https://users.supergraph.local',
      audience: 'supergraph',
      subject,
      expiresIn: 600,
    });
  return {
    customer: (id) => createClient(url, sign(id, [])),
    staff: createClient(url, sign('staff', STAFF)),
  };
}
