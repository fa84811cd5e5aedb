import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signIn, type Client } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { becomesVoid, change, PASSWORD, sessionsOf, signUp, statusOf, WITHIN } from './support/accounts.js';

// Longer than a revoked token may still be accepted.
vi.setConfig({ testTimeout: 180_000 });

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
