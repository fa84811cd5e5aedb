import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { parseKeyRings } from '../envelope/key-rings.js';
import { createEnvelopeSigner, ENVELOPE_HEADER } from '../envelope/signer.js';

/** The caller of a subgraph in a test. Default: an anonymous client, through the router. */
export interface Asker {
  /** Default: a test user when there are scopes, otherwise an anonymous caller. */
  readonly subject?: string;
  readonly scopes?: readonly string[];
  /** The client's network address. */
  readonly address?: string;
  /** The session of the access token. */
  readonly session?: string;
  /** The client's own name for its program. */
  readonly client?: string;
  /** The service that sends the request. */
  readonly service?: string;
}

/** An answer. The test declares the shape of its data. */
export interface Answer<Data = Readonly<Record<string, unknown>>> {
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

/**
 * The shared secret of all pairs of services in a test, for variables such as `ENVELOPE_KEYS_IN=router=k1:<secret>`.
 */
export const secret = randomBytes(32).toString('base64url');

/** The headers and the body of a request from `as` that the subgraph `audience` accepts. */
export function signRequest(audience: string, query: string, variables: object, as: Asker) {
  const body = JSON.stringify({ query, variables });
  const signer = createEnvelopeSigner({
    issuer: as.service ?? 'router',
    rings: parseKeyRings(`${audience}=k1:${secret}`),
  });
  const envelope = signer.sign({
    audience,
    body,
    caller: {
      subject: as.subject ?? (as.scopes && 'somebody'),
      scopes: new Set(as.scopes),
      session: as.session,
      client: as.client,
      address: as.address,
    },
    requestId: randomUUID(),
  });
  return { body, headers: { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope } };
}

/** Sends a signed request into the server of the subgraph `audience`, without a socket. */
export async function ask<Data>(
  server: FastifyInstance,
  audience: string,
  request: {
    readonly query: string;
    readonly variables?: object | undefined;
    readonly as?: Asker | undefined;
  },
): Promise<Answer<Data>> {
  const { query, variables = {}, as = {} } = request;
  const { body, headers } = signRequest(audience, query, variables, as);
  const response = await server.inject({ method: 'POST', url: '/graphql', headers, payload: body });
  return response.json<Answer<Data>>();
}
