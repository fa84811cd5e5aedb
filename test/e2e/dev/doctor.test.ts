import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenAnywhere } from '../start/local-process.js';
import { runLocal } from './program.js';

let dataDir: string;
/** Port 0 selects a free port. */
const ports = { PORT: '0', PRODUCTS_PORT: '0', ORDERS_PORT: '0', USERS_PORT: '0' };

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const doctor = (env: Readonly<Record<string, string>> = {}) =>
  runLocal('doctor/main.js', { ...ports, DATA_DIR: dataDir, ...env });
const reset = (env: Readonly<Record<string, string>> = {}) =>
  runLocal('reset/main.js', { DATA_DIR: dataDir, ...env });

async function writeKeys(file: string, text: string): Promise<void> {
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  await writeFile(join(dataDir, 'keys', file), text, { mode: 0o600 });
}

describe('npm run doctor', () => {
  it('finds nothing wrong before the first start', async () => {
    const { code, stdout, stderr } = await doctor();
    expect(stderr).toBe('');
    expect(stdout).toContain('Everything is in order.');
    expect(stdout).toMatch(/^ok +graph +schema\/supergraph.graphql is up to date$/m);
    expect(code).toBe(0);
  });

  // One run shows all of them, because each run takes seconds: it composes the graph.
  it('names every problem, and says how to solve it', async () => {
    const holder = await listenAnywhere();
    await writeKeys('envelope.json', '{ "router-products": "short" }');
    await writeKeys('users-signing.json', '{ "keys": [');
    await chmod(join(dataDir, 'keys/envelope.json'), 0o644);
    await mkdir(join(dataDir, 'db'), { mode: 0o700 });
    await writeFile(join(dataDir, 'db/data.mdb'), 'no database'.repeat(2_000), { mode: 0o600 });
    const { code, stdout } = await doctor({ ORDERS_PORT: String(holder.port) });
    await holder.close();
    expect(stdout.split('\n').filter((line) => line.startsWith('WRONG'))).toEqual([
      expect.stringContaining(
        `port ${holder.port} is taken: stop what listens there or set ORDERS_PORT to another`,
      ),
      expect.stringMatching(/envelope\.json: run chmod -R go= /),
      expect.stringMatching(/envelope\.json is damaged: delete it/),
      expect.stringMatching(/users-signing\.json is damaged: delete it/),
      expect.stringMatching(
        /is not a file of embedded-mongo: put a copy back, or start over .* npm run reset$/,
      ),
    ]);
    expect(code).toBe(1);
  });

  it('says that a data directory cannot be created, and creates none that can', async () => {
    const { stdout } = await doctor({ DATA_DIR: '/proc/nowhere/data' });
    expect(stdout.split('\n').filter((line) => line.startsWith('WRONG'))).toEqual([
      expect.stringMatching(
        /DATA_DIR \/proc\/nowhere\/data cannot be used \(ENOENT\): set it to a folder you can write$/,
      ),
    ]);
    const missing = join(dataDir, 'not', 'yet');
    expect((await doctor({ DATA_DIR: missing })).stdout).toContain(`${missing} does not exist yet`);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('says which two services have the same port', async () => {
    const { code, stderr } = await doctor({ PORT: '4555', PRODUCTS_PORT: '4555' });
    expect(stderr).toBe('doctor: PRODUCTS_PORT and PORT are both 4555: set one of them to another port\n');
    expect(code).toBe(1);
  });

  it('says when the process that should run the supergraph does not have its database', async () => {
    await mkdir(join(dataDir, 'db'), { mode: 0o700 });
    const pidFile = join(dataDir, 'supergraph.pid');
    await writeFile(pidFile, String(process.pid));
    const { stdout } = await doctor();
    expect(stdout).toMatch(
      /^WRONG +orders db .*: if process \d+ is another program, delete .*supergraph\.pid$/m,
    );
  });

  it('says when no database answers', async () => {
    const { code, stdout } = await doctor({ MONGODB_URI: 'mongodb://127.0.0.1:9' });
    expect(stdout).toMatch(
      /^WRONG +orders db .*127\.0\.0\.1:9: start that MongoDB, or correct MONGODB_URI$/m,
    );
    expect(code).toBe(1);
  });

  it('tells an unknown NODE_ENV in one line', async () => {
    const { code, stdout, stderr } = await doctor({ NODE_ENV: 'prod' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe('doctor: NODE_ENV: must be development, test or production\n');
  });
});

describe('npm run reset', () => {
  it('deletes what a stack has written, and says so', async () => {
    await writeKeys('envelope.json', '{}');
    const { code, stdout } = await reset();
    expect(stdout).toBe(`deleting ${join(dataDir, 'keys')}\nnpm start begins with an empty database.\n`);
    expect(code).toBe(0);
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
  });

  it('deletes nothing while the supergraph runs', async () => {
    await writeKeys('envelope.json', '{}');
    await writeFile(join(dataDir, 'supergraph.pid'), String(process.pid));
    const { code, stderr } = await reset();
    expect(stderr).toContain(`the supergraph runs on ${dataDir} (process ${process.pid}): end it`);
    expect(code).toBe(1);
    expect(await readdir(dataDir)).toEqual(['keys', 'supergraph.pid']);
  });

  it('deletes nothing in a folder with files of others', async () => {
    await writeKeys('envelope.json', '{}');
    await writeFile(join(dataDir, 'letter.txt'), '');
    const { code, stderr } = await reset();
    expect(stderr).toContain(
      `nothing was deleted: ${join(dataDir, 'letter.txt')} does not belong to this supergraph`,
    );
    expect(code).toBe(1);
    expect(await readdir(dataDir)).toEqual(['keys', 'letter.txt']);
  });
});
