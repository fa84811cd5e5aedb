import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClient, signIn, type Client } from '../support/client.js';
import { sharedSupergraph, startTestSupergraph } from '../support/supergraph.js';

// Longer than a void token may be accepted.
vi.setConfig({ testTimeout: 180_000 });

const PASSWORD = 'one-to-sign-in-with';
/** How long a void token may be accepted. */
const WITHIN = { timeout: 60_000, interval: 250 };

interface Account {
  readonly id: string;
  readonly email: string;
  readonly client: Client;
}

async function signUp(url: string): Promise<Account> {
  const email = `${randomUUID()}@sessions.test`;
  const { signUp: payload } = await createClient(url).data<{
    signUp: { user: { id: string }; session: { accessToken: string } };
  }>('mutation ($input: SignUpInput!) { signUp(input: $input) { user { id } session { accessToken } } }', {
    input: { name: 'Ada', email, password: PASSWORD },
  });
  return { id: payload.user.id, email, client: createClient(url, payload.session.accessToken) };
}

const statusOf = async (client: Client) => (await client.ask('{ me { id } }')).status;
const becomesVoid = (client: Client) => expect.poll(() => statusOf(client), WITHIN).toBe(401);

const change = async (as: Client, field: string, input: object) => {
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

const sessionsOf = async (client: Client) =>
  (await client.data<{ me: { sessions: ListedSession[] } }>('{ me { sessions { id client current } } }')).me
    .sessions;

describe('through the router', () => {
  let url: string;
  let admin: Client;
  beforeAll(async () => {
    ({ url } = await sharedSupergraph());
    admin = await signIn(url, 'admin@demo.shop');
  });

  it('a user sees each session, and the one that asks is the current one', async () => {
    const { email, client } = await signUp(url);
    const phone = await signIn(url, email, PASSWORD);
    const [fromPhone, fromFirst] = await Promise.all([sessionsOf(phone), sessionsOf(client)]);
    expect(fromPhone.map(({ current }) => current)).toEqual([true, false]);
    expect(fromFirst.map(({ current }) => current)).toEqual([false, true]);
    // The test's own fetch names itself.
    expect(fromPhone[0]?.client).toBe('node');
  });

  it('the access token of a session that its owner ended is void within a minute, and no other', async () => {
    const { email, client } = await signUp(url);
    const phone = await signIn(url, email, PASSWORD);
    const lost = (await sessionsOf(phone)).find(({ current }) => !current);
    await change(phone, 'endSession', { id: lost?.id });
    await becomesVoid(client);
    expect(await statusOf(phone)).toBe(200);
  });

  it('the access tokens of a disabled account are void within a minute, and it signs in when it is enabled', async () => {
    const { id, email, client } = await signUp(url);
    await change(admin, 'disableUser', { userId: id });
    await becomesVoid(client);
    await change(admin, 'enableUser', { userId: id });
    expect(await statusOf(await signIn(url, email, PASSWORD))).toBe(200);
  });

  it('staff whose role is taken away are staff for less than a minute', async () => {
    const { id, email } = await signUp(url);
    await change(admin, 'setRoles', { userId: id, roles: ['STAFF'] });
    const staff = await signIn(url, email, PASSWORD);
    const { users } = await staff.data<{ users: { totalCount: number } }>('{ users { totalCount } }');
    expect(users.totalCount).toBeGreaterThan(0);
    await change(admin, 'setRoles', { userId: id, roles: ['CUSTOMER'] });
    await becomesVoid(staff);
  });
});

describe('while users is away', () => {
  let supergraph: Supergraph;
  beforeAll(async () => {
    supergraph = await startTestSupergraph({
      seed: false,
      env: { router: { JWT_REVOCATIONS_POLL_MS: '500' } },
    });
  });
  afterAll(() => supergraph.stop());

  it('void tokens stay void and good ones stay good, and what is revoked later counts when it is back', async () => {
    const { email, client } = await signUp(supergraph.url);
    const phone = await signIn(supergraph.url, email, PASSWORD);
    const lost = (await sessionsOf(phone)).find(({ current }) => !current);
    await change(phone, 'endSession', { id: lost?.id });
    await becomesVoid(client);

    await supergraph.kill('users');
    const products = async (as: Client) => (await as.ask('{ products { totalCount } }')).status;
    const routerLog = () => readFile(join(supergraph.dataDir, 'logs', 'router.log'), 'utf8');
    await expect.poll(routerLog, WITHIN).toContain('revoked access tokens could not be read');
    expect([await products(client), await products(phone)]).toEqual([401, 200]);

    await supergraph.restart('users');
    await expect.poll(() => statusOf(phone), WITHIN).toBe(200);
    expect(await products(client)).toBe(401);
    await phone.data('mutation { signOutEverywhere { sessionsEnded } }');
    await becomesVoid(phone);
  });
});
