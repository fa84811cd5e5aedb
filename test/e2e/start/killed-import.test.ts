import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/client.js';
import { freePorts, startLocal, untilSilent, type LocalProcess, type Ports } from './local-process.js';

let dataDir: string;
let ports: Ports;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'killed-import-'));
  ports = await freePorts();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const begun = (local: LocalProcess) => local.printed('importing');

/**
 * Moments at which the import is killed. The delays only spread them over the import; the test must pass at any moment.
 */
const moments: [string, (local: LocalProcess) => Promise<unknown>][] = [
  ['as it begins', begun],
  ['while the importers start', (local) => begun(local).then(() => sleep(300))],
  ['while they write', (local) => begun(local).then(() => sleep(700))],
  ["when the first subgraph's records are imported", (local) => local.printed('imported ')],
];

describe('an import that is killed', () => {
  it.each(moments)('%s', async (_moment, until) => {
    const local = startLocal({ ...ports, DATA_DIR: dataDir });
    await until(local);
    local.signal('SIGKILL');
    expect(await local.ended).toBe('SIGKILL');
    expect(local.stdout()).not.toContain('ready');
  });

  it('is completed by the next start, with nothing doubled, which ends with exit code 0 within 5 s of SIGINT', async () => {
    const local = startLocal({ ...ports, DATA_DIR: dataDir });
    await local.printed('Ctrl-C ends it.');
    expect(local.stdout()).toContain('importing Northwind');
    const staff = await signIn(`http://127.0.0.1:${ports.PORT}/graphql`, 'staff@demo.shop');
    const data = await staff.data<{ stock: { nodes: { inventory: Record<string, number> }[] } }>(`{
      categories { id }
      products { totalCount }
      orders { totalCount nodes { number } }
      users { totalCount }
      stock: products(first: 100) { nodes { inventory { available held sold received } } }
    }`);
    expect(data).toMatchObject({
      categories: { length: 8 },
      products: { totalCount: 77 },
      orders: { totalCount: 830, nodes: { 0: { number: 11077 } } },
      users: { totalCount: 94 },
    });
    const sum = (name: string) =>
      data.stock.nodes.reduce((total, { inventory }) => total + (inventory[name] ?? 0), 0);
    // The sums of the columns units_in_stock and quantity of the CSV files.
    expect([sum('available'), sum('held'), sum('sold'), sum('received')]).toEqual([3119, 0, 51317, 54436]);

    const asked = performance.now();
    local.signal('SIGINT');
    expect(await local.ended).toBe(0);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(local.stderr()).toBe('');
    await untilSilent(ports, 0);
  });
});
