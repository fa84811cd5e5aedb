import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts, listenAnywhere, startLocal, untilSilent, type Ports } from './local-process.js';

let directory: string;
let ports: Ports;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'start-failures-'));
  ports = await freePorts();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Starts with an invalid setting. Expects one line with the message, exit code 1 and no process left running. */
async function expectRefusal(env: Record<string, string>, message: RegExp): Promise<void> {
  const local = startLocal({ ...ports, DATA_DIR: join(directory, 'data'), ...env });
  expect(await local.ended).toBe(1);
  expect(local.stderr()).toMatch(message);
  expect(local.stderr().trimEnd().split('\n')).toHaveLength(1);
  expect(local.stdout()).not.toContain('ready');
  await untilSilent(ports, 0);
}

describe('npm start says in one line what is wrong', () => {
  it.each(['PORT', 'PRODUCTS_PORT', 'ORDERS_PORT', 'USERS_PORT'])('when %s is taken', async (variable) => {
    const holder = await listenAnywhere();
    const port = String(holder.port);
    const local = startLocal({ ...ports, DATA_DIR: join(directory, 'data'), [variable]: port });
    expect(await local.ended).toBe(1);
    expect(local.stderr()).toBe(
      `supergraph: port ${port} is taken: stop what listens there or set ${variable} to another\n`,
    );
    await holder.close();
    await untilSilent(ports, 0);
  });

  it('when the supergraph runs on the data directory already', async () => {
    const holder = await listenAnywhere();
    const dataDir = join(directory, 'running');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'supergraph.pid'), String(process.pid));
    const local = startLocal({ ...ports, DATA_DIR: dataDir, PORT: String(holder.port) });
    expect(await local.ended).toBe(1);
    expect(local.stderr()).toContain(
      `Probably the supergraph runs on ${dataDir} (process ${process.pid}): end it with Ctrl-C first.`,
    );
    await holder.close();
    expect(await readdir(dataDir)).toEqual(['supergraph.pid']);
    await rm(dataDir, { recursive: true });
  });

  it('when the data directory is no directory', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expectRefusal(
      { DATA_DIR: file },
      /^supergraph: DATA_DIR .*file cannot be used \(ENOTDIR\): set it to/,
    );
    await expectRefusal(
      { DATA_DIR: join(file, 'below') },
      /^supergraph: DATA_DIR .* cannot be used \(ENOTDIR\)/,
    );
  });

  it.runIf(existsSync('/proc/self'))('when the data directory is where none can be made', () =>
    expectRefusal({ DATA_DIR: '/proc/nowhere/deep' }, /^supergraph: DATA_DIR .* cannot be used \(ENOENT\)/),
  );

  it('when a variable is wrong', async () => {
    await expectRefusal({ PORT: 'http' }, /^supergraph: PORT: must be a whole number from 0 to 65535$/m);
    await expectRefusal({ LOG_LEVEL: 'loud' }, /^supergraph: LOG_LEVEL: must be one of fatal, /);
    await expectRefusal(
      { MONGODB_URI: 'localhost' },
      /^supergraph: MONGODB_URI: must be a URL that starts with/,
    );
    expect(await readdir(directory)).not.toContain('data');
  });

  it('when no database answers', async () => {
    await expectRefusal(
      { MONGODB_URI: 'mongodb://127.0.0.1:9' },
      /^supergraph: \w+: no MongoDB answers at mongodb:\/\/127.0.0.1:9\/\w+: check MONGODB_URI/,
    );
  });
});
