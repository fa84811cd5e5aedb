import { beforeAll, describe, expect, it, vi } from 'vitest';
import { signIn, type Client } from '../support/client.js';
import { sharedSupergraph } from '../support/supergraph.js';
import { becomesVoid, change, PASSWORD, sessionsOf, signUp, statusOf } from './support/accounts.js';

// Longer than a revoked token may still be accepted.
vi.setConfig({ testTimeout: 180_000 });

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
    // The client name of Node's `fetch`.
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
