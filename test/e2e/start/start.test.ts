import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/client.js';
import { freePorts, startLocal, untilSilent, type LocalProcess, type Ports } from './local-process.js';

const READY = 'The supergraph is ready.';

let dataDir: string;
let ports: Ports;
let running: LocalProcess | undefined;

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'start-')), 'data');
  ports = await freePorts();
});
afterEach(async () => {
  running?.signal('SIGKILL');
  await running?.ended;
  await untilSilent(ports, 5_000);
});
afterAll(() => rm(join(dataDir, '..'), { recursive: true, force: true }));

async function start(command: 'node' | 'npm', env: Record<string, string> = {}): Promise<LocalProcess> {
  running = startLocal({ ...ports, DATA_DIR: dataDir, ...env }, command);
  await running.printed('Ctrl-C ends it.');
  return running;
}

const url = () => `http://127.0.0.1:${ports.PORT}/graphql`;

const shopState = `{
  products { totalCount }
  orders { totalCount nodes { id } }
  productBySku(sku: "NW-0001") { inventory { available held sold received } }
}`;
let stateAtEnd: unknown;

/** One data directory through several starts, in order, because each start takes seconds. */
describe('npm start', () => {
  it('imports Northwind, says once how to use the graph, and leaves no process behind when it is killed', async () => {
    const local = await start('node');
    const printed = local.stdout();
    expect(printed.match(new RegExp(READY, 'g'))).toHaveLength(1);
    expect(printed).toContain('importing Northwind (records: products 85, orders 830, users 94)');
    expect(printed).toContain(url());
    for (const account of ['customer@demo.shop', 'staff@demo.shop', 'admin@demo.shop', 'supergraph-demo']) {
      expect(printed).toContain(account);
    }
    expect(await answerToPrintedQuery(printed)).toMatchObject({ data: { products: { totalCount: 77 } } });

    const customer = await signIn(url(), 'alfki@northwind.example');
    await customer.data(`mutation { placeOrder(input: {
      idempotencyKey: "${randomUUID()}", lines: [{ productId: "nw-product-1", quantity: 2 }]
    }) { order { id } } }`);
    stateAtEnd = await (await signIn(url(), 'staff@demo.shop')).data(shopState);

    local.signal('SIGKILL');
    expect(await local.ended).toBe('SIGKILL');
    await untilSilent(ports, 5_000);
  });

  it('keeps all that it writes to its owner', async () => {
    const written = await readdir(dataDir, { recursive: true, withFileTypes: true });
    expect(written.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['envelope.json', 'users-signing.json', 'data.mdb', 'router.log']),
    );
    for (const entry of written) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600]);
    }
  });

  it('finds all of it at the next start, imports nothing, as production too, and ends within 5 s of SIGTERM', async () => {
    const local = await start('npm', { NODE_ENV: 'production' });
    expect(local.stdout()).not.toContain('import');
    expect(local.stdout()).toContain('off in production');
    expect(await (await signIn(url(), 'staff@demo.shop')).data(shopState)).toEqual(stateAtEnd);

    // npm passes SIGTERM on to its shell, which dies without passing it on.
    const asked = performance.now();
    local.signal('SIGTERM');
    await local.ended;
    await untilSilent(ports, 5_000);
    expect(performance.now() - asked).toBeLessThan(5_000);
  });

  it('says in one line which variable of a service is wrong, and leaves nothing running', async () => {
    const local = startLocal({ ...ports, DATA_DIR: dataDir, REQUEST_TIMEOUT_MS: 'soon' });
    expect(await local.ended).toBe(1);
    expect(local.stderr()).toMatch(/^supergraph: router: REQUEST_TIMEOUT_MS: must be a whole number .*\n$/);
    await untilSilent(ports, 0);
  });
});

/** Sends the request of the printed curl command. */
async function answerToPrintedQuery(printed: string): Promise<unknown> {
  const [, address = '', body = ''] = /curl -s (\S+) -H '[^']+' -d '([^']+)'/.exec(printed) ?? [];
  const headers = { 'content-type': 'application/json' };
  return (await fetch(address, { method: 'POST', headers, body })).json();
}
