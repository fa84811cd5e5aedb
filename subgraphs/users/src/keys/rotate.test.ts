import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEAD_S, OVERLAP_S, rotateKeys } from './rotate.js';
import { chooseSigningKey, parseSigningKeys } from './signing-keys.js';

let folder: string;
let file: string;
const START = 1_800_000_000;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  file = join(folder, 'keys.json');
});
afterEach(() => rm(folder, { recursive: true }));

const read = async () => parseSigningKeys(await readFile(file, 'utf8'));
const signerAt = async (now: number) => chooseSigningKey(await read(), now).id;

describe('rotating the keys', () => {
  it('makes the first one, which signs at once and nobody else can read', async () => {
    const [first] = await rotateKeys(file, { now: START });
    expect(await signerAt(START)).toBe(first);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  it.runIf(process.getuid?.() === 0)('by root leaves the file to the user that reads it', async () => {
    await chown(folder, 1_000, 1_001);
    await rotateKeys(file, { now: START });
    expect(await stat(file)).toMatchObject({ uid: 1_000, gid: 1_001 });
    await chown(file, 1_002, 1_003);
    await rotateKeys(file, { now: START + 10 });
    expect(await stat(file)).toMatchObject({ uid: 1_002, gid: 1_003 });
  });

  it('publishes a new key before it signs and the old one while its tokens live', async () => {
    const [first] = await rotateKeys(file, { now: START });
    const later = START + 86_400;
    const [second] = await rotateKeys(file, { now: later });
    expect((await read()).map(({ id }) => id)).toEqual([second, first]);
    expect(await signerAt(later + LEAD_S - 1)).toBe(first);
    expect(await signerAt(later + LEAD_S)).toBe(second);
  });

  it('takes a key out once no good token can be signed with it', async () => {
    const [first] = await rotateKeys(file, { now: START });
    const [second] = await rotateKeys(file, { now: START + 10 });
    const over = START + 10 + LEAD_S + OVERLAP_S;
    const before = await rotateKeys(file, { now: over - 1 });
    expect(before.slice(1)).toEqual([second, first]);
    const after = await rotateKeys(file, { now: over });
    expect(after.slice(1)).toEqual([before[0], second]);
  });

  it('replaces them all at once when they were stolen', async () => {
    await rotateKeys(file, { now: START });
    const [fresh, ...others] = await rotateKeys(file, { now: START + 10, revoke: true });
    expect(others).toEqual([]);
    expect(await signerAt(START + 10)).toBe(fresh);
  });

  it('changes the file to which a link points, and leaves the link', async () => {
    await rotateKeys(file, { now: START });
    const link = join(folder, 'link.json');
    await symlink('keys.json', link);
    const [fresh] = await rotateKeys(link, { now: START + 10 });
    expect((await read()).map(({ id }) => id)).toContain(fresh);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  it('leaves a file that is no key file as it is', async () => {
    await writeFile(file, 'precious');
    await expect(rotateKeys(file, { now: START })).rejects.toThrow(/stays as it is/);
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  it('makes an old file private when it was not', async () => {
    await rotateKeys(file, { now: START });
    await chmod(file, 0o644);
    await rotateKeys(file, { now: START });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe('the command', () => {
  const run = promisify(execFile);
  const rotate = (...args: string[]) =>
    run(process.execPath, [join(import.meta.dirname, '../../dist/keys/main.js'), ...args], {
      env: { PATH: process.env.PATH },
    });

  it('makes a folder, a file and its first key, and leaves them when asked for missing ones only', async () => {
    const nested = join(folder, 'new', 'keys.json');
    expect((await rotate(nested)).stdout).toMatch(/: 1 key, the newest is \S+\n$/);
    const made = await readFile(nested, 'utf8');
    expect((await rotate(nested, '--if-missing')).stdout).toBe('');
    expect(await readFile(nested, 'utf8')).toBe(made);
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
  });

  it('ends when the folder cannot be made', async () => {
    await expect(rotate('/proc/nowhere/keys.json')).rejects.toThrow(/ENOENT/);
  });

  it.each([[[]], [['--bogus', 'x']], [['a', 'b']]])(
    'explains itself when given %j',
    async (args) => {
      await expect(rotate(...args)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Usage:') as string,
      });
    },
    20_000,
  );
});
