import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import type { Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signUp } from '../../load/sign-up.js';
import { createClient, type Client } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { copyDeploy, type DeployCopy } from './support/deploy-copy.js';

/** Longer than a busy machine needs to make the keys and to read them again at SIGHUP. */
const LEAD_S = 20;
const CLIENTS = 8;

vi.setConfig({ testTimeout: 180_000 });

const subgraphs = repositorySubgraphNames();
const services = ['router', ...subgraphs] as const;

let deploy: DeployCopy;
let supergraph: Supergraph;

beforeAll(async () => {
  deploy = await copyDeploy();
  await deploy.run('make-secrets.mjs');
  const incoming = (name: string) => ({
    ENVELOPE_KEYS_IN: '',
    ENVELOPE_KEYS_IN_FILE: deploy.path(`secrets/${name}/envelope-keys-in`),
  });
  const outgoing = (name: string) => ({
    ENVELOPE_KEYS_OUT: '',
    ENVELOPE_KEYS_OUT_FILE: deploy.path(`secrets/${name}/envelope-keys-out`),
  });
  supergraph = await startTestSupergraph({
    env: {
      router: outgoing('router'),
      products: incoming('products'),
      orders: { ...incoming('orders'), ...outgoing('orders') },
      users: {
        ...incoming('users'),
        JWT_PRIVATE_KEYS_FILE: deploy.path('secrets/users/signing-keys.json'),
      },
    },
  });
});
afterAll(async () => {
  await supergraph.stop();
  await deploy.remove();
});

/** This query needs every envelope key of the graph, because orders calls products for prices. */
const QUERY = `query ($id: ID!) {
  me { name }
  orders: me { orders(first: 1) { totalCount } }
  quote(input: { lines: [{ productId: $id, quantity: 1 }] }) { total { amount } }
}`;

function startLoad(client: Client, id: string) {
  let [running, requests] = [true, 0];
  const failures: unknown[] = [];
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (running) {
      requests += 1;
      const answer = await client
        .ask(QUERY, { id })
        .catch((error: unknown) => ({ status: 0, errors: [error] }));
      if (answer.errors !== undefined || answer.status !== 200) failures.push(answer);
      await sleep(100);
    }
  });
  return {
    failures,
    async stop(): Promise<number> {
      running = false;
      await Promise.all(clients);
      return requests;
    },
  };
}

/** Makes the services read their key files again, and waits until their logs confirm it. */
async function readAgain(names: readonly (typeof services)[number][], times: number): Promise<void> {
  for (const name of names) process.kill(supergraph.pids()[name] ?? 0, 'SIGHUP');
  for (const name of names) {
    const isRead = async () => {
      const log = await readFile(join(supergraph.dataDir, `logs/${name}.log`), 'utf8');
      return log.split('envelope keys read again').length - 1;
    };
    await expect.poll(isRead, { timeout: 30_000 }).toBeGreaterThanOrEqual(times);
  }
}

const keyOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;

test('all keys are rotated by one command under load: no request fails, and the new keys sign', async () => {
  const first = await signUp(supergraph.url);
  const client = createClient(supergraph.url, first);
  const { products } = await client.data<{ products: { nodes: { id: string }[] } }>(
    '{ products(first: 1) { nodes { id } } }',
  );
  const load = startLoad(client, products.nodes[0]?.id ?? '');
  await deploy.run('rotate-keys.mjs', '--lead-s', String(LEAD_S));
  // The command has counted from an earlier moment.
  const signsAt = performance.now() + LEAD_S * 1_000;
  await readAgain(services, 1);
  await sleep(Math.max(0, signsAt - performance.now()) + 1_000);
  const second = await signUp(supergraph.url, 'grace@shop.example');
  expect(keyOf(second)).not.toBe(keyOf(first));
  expect(await createClient(supergraph.url, second).data('{ me { name } }')).toEqual({ me: { name: 'Ada' } });
  // With only the new keys, receivers would reject envelopes signed with the old ones.
  for (const name of subgraphs) {
    const file = deploy.path(`secrets/${name}/envelope-keys-in`);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/\|k1:/);
    await writeFile(file, text.replace(/\|k1:[\w-]+/g, ''));
  }
  await readAgain(subgraphs, 2);
  await sleep(1_000);
  const requests = await load.stop();
  expect(load.failures.slice(0, 2)).toEqual([]);
  expect(requests).toBeGreaterThan(10 * CLIENTS);
});
