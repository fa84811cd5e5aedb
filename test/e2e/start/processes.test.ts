import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Supergraph } from '@supergraph/local';
import { createClient } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';

let supergraph: Supergraph;

beforeAll(async () => {
  supergraph = await startTestSupergraph({ seed: false });
});
afterAll(() => supergraph.stop());

const products = () => createClient(supergraph.url).ask('{ products { totalCount } }');

it('a stack tells which process died, and can start it again at its place', async () => {
  expect(await products()).toMatchObject({ data: { products: { totalCount: 0 } } });
  const { products: pid = 0 } = supergraph.pids();
  process.kill(pid, 'SIGKILL');
  expect(await supergraph.failed).toBe('products');
  expect(await products()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });

  await supergraph.restart('products');
  expect(supergraph.pids().products).not.toBe(pid);
  await expect.poll(products, { timeout: 20_000 }).toMatchObject({ data: { products: { totalCount: 0 } } });
});

it('a stack that is stopped leaves no process and no temporary data', async () => {
  const pids = Object.values(supergraph.pids());
  expect(pids.length).toBeGreaterThanOrEqual(4);
  await supergraph.stop();
  for (const pid of pids) expect(() => process.kill(pid, 0), String(pid)).toThrow('ESRCH');
  expect(existsSync(supergraph.dataDir)).toBe(false);
});
