import { randomBytes } from 'node:crypto';
import { createEnvelopeSigner, parseKeyRings } from '@supergraph/service-kit';

/** Who asks. */
export interface Asker {
  readonly subject?: string;
  readonly scopes?: readonly string[];
}

export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** The one secret of all pairs of services in tests. */
export const secret = randomBytes(32).toString('base64url');

export const staff: Asker = {
  subject: 'staff',
  scopes: ['orders:read', 'orders:fulfil', 'catalog:write', 'inventory:read', 'inventory:write'],
};

const rings = parseKeyRings(`orders=k1:${secret},products=k1:${secret}`);

/** A request as the router would send it. */
export function asRouter(audience: 'orders' | 'products', query: string, variables: object, as: Asker) {
  const body = JSON.stringify({ query, variables });
  const caller = { subject: as.subject, scopes: new Set(as.scopes), address: undefined };
  const signer = createEnvelopeSigner({ issuer: 'router', rings });
  return { body, envelope: signer.sign({ audience, body, caller, requestId: 'test' }) };
}
