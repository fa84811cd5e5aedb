import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePorts } from '../start/local-process.js';
import { createClient, type Client } from '../support/client.js';
import { copyRepository, type WorkingCopy } from './working-copy.js';

const CONTRACT = 'subgraphs/products/schema.graphql';
const RESOLVER = 'subgraphs/products/src/resolvers/product.ts';

const FIRST_FIELD = '\ntype Product @key(fields: "id") {';

/** A start imports Northwind, which is slow on a busy machine. */
const START_TIMEOUT_MS = 400_000;
const CHANGE = { timeout: 60_000, interval: 200 };

let copy: WorkingCopy;
let dev: ChildProcess;
let client: Client;
let printed = '';

beforeAll(async () => {
  copy = copyRepository();
  copy.edit(CONTRACT, FIRST_FIELD, `${FIRST_FIELD}\n  "Saved before the start."\n  older: String\n`);
  const ports = await freePorts();
  // The commands of `npm run dev`, without npm's shell.
  dev = spawn('node scripts/build.mjs && exec node local/dist/dev/main.js', {
    shell: true,
    cwd: copy.root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      APOLLO_TELEMETRY_DISABLED: '1',
      ...ports,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [dev.stdout, dev.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  client = createClient(`http://127.0.0.1:${ports.PORT}/graphql`);
  await until('starting orders, products, users, router', START_TIMEOUT_MS);
  copy.edit(CONTRACT, FIRST_FIELD, `${FIRST_FIELD}\n  "Saved during the start."\n  early: String\n`);
  await until('waiting for changes', START_TIMEOUT_MS);
}, START_TIMEOUT_MS);
afterAll(async () => {
  dev.kill('SIGINT');
  await new Promise((done) => dev.once('close', done));
  copy.remove();
});

async function until(text: string, timeout = CHANGE.timeout): Promise<void> {
  await vi.waitFor(() => expect(printed).toContain(text), { timeout, interval: 100 });
}

/** A field of the first product, or the message of the first error. */
async function ask(field: string): Promise<unknown> {
  const { data, errors } = await client.ask(`{ products(first: 1) { nodes { ${field} } } }`);
  if (errors !== undefined) return errors[0]?.message;
  return (data as { products: { nodes: Record<string, unknown>[] } }).products.nodes[0]?.[field];
}

describe('npm run dev', () => {
  it('serves what was saved before and during the start', async () => {
    await expect.poll(() => ask('early'), CHANGE).toBeNull();
    expect(await ask('older')).toBeNull();
    await until('the graph is composed: a contract had changed');
  });

  it('serves a field that is added to a contract, and generates its types', async () => {
    expect(await ask('tagline')).toMatch(/Cannot query field "tagline"/);
    copy.edit(CONTRACT, FIRST_FIELD, `${FIRST_FIELD}\n  "A line."\n  tagline: String\n`);
    await expect.poll(() => ask('tagline'), CHANGE).toBeNull();
    // Types are generated for the field of the start too, so their message may be that of earlier ones.
    await expect
      .poll(() => copy.read('subgraphs/products/src/generated/resolvers.ts'), CHANGE)
      .toContain('tagline');
    await until('dev: types are generated');
    expect(copy.read('schema/supergraph.graphql')).toContain('tagline');
    // The router loaded the new supergraph without a restart.
    expect(printed).not.toContain('dev: router runs');
  });

  it('shows why a contract does not compose, and goes on with the graph from before', async () => {
    copy.edit(CONTRACT, 'tagline: String', 'tagline: Nonsense');
    await until('not composed: the graph from before goes on');
    expect(printed).toContain('Nonsense');
    expect(await ask('tagline')).toBeNull();
  });

  it('serves the contract again when it is mended', async () => {
    copy.edit(CONTRACT, 'tagline: Nonsense', 'slogan: String');
    await expect.poll(() => ask('slogan'), CHANGE).toBeNull();
    expect(await ask('tagline')).toMatch(/Cannot query field "tagline"/);
  });

  it('goes on without a contract that is gone, and composes it when it is back', async () => {
    const contract = copy.read(CONTRACT);
    copy.delete(CONTRACT);
    await until(`${CONTRACT} cannot be read`);
    expect(await ask('slogan')).toBeNull();
    copy.write(CONTRACT, contract.replace('slogan: String', 'slogan: String\n  "Again."\n  again: String'));
    await expect.poll(() => ask('again'), CHANGE).toBeNull();
  });

  it('restarts only the service whose code has changed', async () => {
    const before = printed.length;
    copy.edit(RESOLVER, 'export const Product = {', "export const Product = {\n  slogan: () => 'Fresh',");
    await expect.poll(() => ask('slogan'), CHANGE).toBe('Fresh');
    const restarted = printed.slice(before).match(/(?<=^dev: )\w+(?= runs the new code)/gm);
    expect(restarted).toEqual(['products']);
  });

  it('goes on with the code from before when the new one does not build', async () => {
    copy.edit(RESOLVER, "slogan: () => 'Fresh',", "slogan: () => 'Stale");
    await until('not built: what ran before goes on');
    // The builder names the file and the line, without the frames of its own code.
    expect(printed).toMatch(/product\.ts:\d+:\d+/);
    expect(printed).not.toContain('node_modules/esbuild');
    expect(await ask('slogan')).toBe('Fresh');
  });

  it('says that a new subgraph needs a new start, and composes nothing that the router could not load', async () => {
    copy.edit(
      'schema/subgraphs.json',
      '"users": {',
      '"guests": { "url": "http://x", "sdl": "x" },\n  "users": {',
    );
    await until('schema/subgraphs.json has changed: end this with Ctrl-C, and start npm run dev again');
  });

  it('says that its own code and the database need a new start', async () => {
    copy.edit('local/src/banner.ts', '', '// Changed.\n');
    copy.edit('packages/embedded-mongo/src/main.ts', '', '// Changed.\n');
    await until('local has changed: end this with Ctrl-C, and start npm run dev again');
    await until('packages/embedded-mongo has changed: end this with Ctrl-C, and start npm run dev again');
  });

  it('prints the logs of services as JSON where no terminal is', () => {
    const served = printed.split('\n').find((line) => line.includes('another supergraph is served'));
    expect(JSON.parse(served ?? '')).toMatchObject({ service: 'router', level: 'info' });
  });
});
