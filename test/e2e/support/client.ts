import { DEMO_PASSWORD } from '@supergraph/local';
import { expect } from 'vitest';

export interface GraphQLAnswer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
  readonly extensions?: { readonly cost?: { readonly asked: number } };
}

/** A client of a GraphQL endpoint, with or without an access token. */
export interface Client {
  /** Sends an operation. @returns the answer, with or without errors */
  ask(query: string, variables?: object): Promise<GraphQLAnswer>;
  /** Opens a subscription and closes it again. @returns undefined, or the answer when the subscription was refused */
  open(query: string): Promise<GraphQLAnswer | undefined>;
  /** Sends an operation whose answer must have no errors. @returns its data */
  data<Data>(query: string, variables?: object): Promise<Data>;
}

export function createClient(
  url: string,
  accessToken?: string,
  headers: Readonly<Record<string, string>> = {},
): Client {
  function post(query: string, variables: object, accept: string): Promise<Response> {
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept,
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
  }
  async function ask(query: string, variables: object = {}): Promise<GraphQLAnswer> {
    const response = await post(query, variables, 'application/json');
    return { status: response.status, ...((await response.json()) as object) };
  }
  return {
    ask,
    async open(query) {
      const response = await post(query, {}, 'text/event-stream');
      if (response.status !== 200) return { status: response.status, ...((await response.json()) as object) };
      await response.body?.cancel();
      return undefined;
    },
    async data<Data>(query: string, variables: object = {}) {
      const answer = await ask(query, variables);
      expect(answer.errors, query).toBeUndefined();
      return answer.data as Data;
    },
  };
}

/** Signs in with an account of the local stack. */
export async function signIn(url: string, email: string, password = DEMO_PASSWORD): Promise<Client> {
  return createClient(url, await accessTokenOf(url, email, password));
}

export async function accessTokenOf(url: string, email: string, password = DEMO_PASSWORD): Promise<string> {
  const { signIn: payload } = await createClient(url).data<{
    signIn: { session: { accessToken: string } | null; errors: { message: string }[] };
  }>(
    `mutation ($email: String!, $password: String!) {
      signIn(input: { email: $email, password: $password }) {
        session { accessToken }
        errors { ... on UserError { message } }
      }
    }`,
    { email, password },
  );
  expect(payload.errors).toEqual([]);
  return payload.session?.accessToken ?? '';
}
