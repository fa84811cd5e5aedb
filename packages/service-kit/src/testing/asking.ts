import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { parseKeyRings } from '../envelope/key-rings.js';
import { createEnvelopeSigner, ENVELOPE_HEADER } from '../envelope/signer.js';

/** Who asks a subgraph: nobody known, through the router, unless something else is said. */
export interface Asker {
  /** Without one, somebody when there are scopes. */
  readonly subject?: string;
  readonly scopes?: readonly string[];
  /** The address that the person is at. */
  readonly address?: string;
  /** The session of the access token. */
  readonly session?: string;
  /** The program that the person uses. */
  readonly client?: string;
  /** The service that sends the request. */
  readonly service?: string;
}

/** An answer; its data has the shape that the test says it asked for. */
export interface Answer<Data = Readonly<Record<string, unknown>>> {
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

/** The one secret of all pairs of services in a test, for variables such as `ENVELOPE_KEYS_IN=router=k1:<secret>`. */
export const secret = randomBytes(32).toString('base64url');

/** The headers and the body of a request that the subgraph `audience` accepts as sent by `as`. */
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
