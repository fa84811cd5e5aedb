import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createClient, type Client } from '../../support/client.js';

export const PASSWORD = 'one-to-sign-in-with';
/** The maximum time that a revoked token may still be accepted. */
export const WITHIN = { timeout: 60_000, interval: 250 };

interface Account {
  readonly id: string;
  readonly email: string;
  readonly client: Client;
}

export async function signUp(url: string): Promise<Account> {
  const email = `${randomUUID()}@sessions.test`;
  const { signUp: payload } = await createClient(url).data<{
    signUp: { user: { id: string }; session: { accessToken: string } };
  }>('mutation ($input: SignUpInput!) { signUp(input: $input) { user { id } session { accessToken } } }', {
    input: { name: 'Ada', email, password: PASSWORD },
  });
  return { id: payload.user.id, email, client: createClient(url, payload.session.accessToken) };
}

export const statusOf = async (client: Client) => (await client.ask('{ me { id } }')).status;
export const becomesVoid = (client: Client) => expect.poll(() => statusOf(client), WITHIN).toBe(401);

export const change = async (as: Client, field: string, input: object) => {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const data = await as.data<Record<string, { errors: unknown[] }>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { errors { __typename } } }`,
    { input },
  );
  expect(data[field]?.errors).toEqual([]);
};

interface ListedSession {
  readonly id: string;
  readonly client: string | null;
  readonly current: boolean;
}

export const sessionsOf = async (client: Client) =>
  (await client.data<{ me: { sessions: ListedSession[] } }>('{ me { sessions { id client current } } }')).me
    .sessions;
