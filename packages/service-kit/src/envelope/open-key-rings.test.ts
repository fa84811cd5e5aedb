import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLogger } from '../logger.js';
import { StartError } from '../start-error.js';
import { chooseSigningKey, parseKeyRings } from './key-rings.js';
import { findKeyRings, openKeyRings } from './open-key-rings.js';

const secret = 'A'.repeat(43);

let folder: string;
let path: string;
let log: string[];
const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void log.push(line) });
beforeEach(async () => {
  log = [];
  folder = await mkdtemp(join(tmpdir(), 'key-rings-'));
  path = join(folder, 'keys');
});
afterEach(() => rm(folder, { recursive: true }));

async function replace(text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
  process.emit('SIGHUP');
}

it('takes the first key whose time has come to sign', () => {
  const ring = parseKeyRings(`router=k3@2000:${secret}|k2@1000:${secret}|k1:${secret}\n`).get('router');
  const signing = [999, 1_000, 1_999, 2_000].map((now) => ring && chooseSigningKey(ring, now).id);
  expect(signing).toEqual(['k1', 'k2', 'k2', 'k3']);
});

it('reads a file of one line for each service, and reads it again when it changes', async () => {
  await writeFile(path, `router=k1:${secret}\norders=k1:${secret}\n`);
  const rings = openKeyRings('ENVELOPE_KEYS_IN', { ENVELOPE_KEYS_IN_FILE: path }, logger);
  expect(rings.get('orders')).toMatchObject([{ id: 'k1' }]);
  await replace(`router=k2@9:${secret}|k1:${secret}\norders=k1:${secret}\n`);
  await expect.poll(() => rings.get('router')?.map(({ id }) => id)).toEqual(['k2', 'k1']);
  expect(log.join('')).not.toContain(secret);
});

it('keeps the keys that it has when the file becomes a wrong one or loses a service', async () => {
  await writeFile(path, `router=k1:${secret}\norders=k1:${secret}\n`);
  const rings = openKeyRings('ENVELOPE_KEYS_IN', { ENVELOPE_KEYS_IN_FILE: path }, logger);
  await replace(`router=k2:${secret}\n`);
  await expect.poll(() => log.join('')).toContain('it has no keys of orders any more');
  expect(rings.get('router')).toMatchObject([{ id: 'k1' }]);
  await replace(`router=k3:${secret}\norders=k3:${secret}\n`);
  await expect.poll(() => rings.get('orders')).toMatchObject([{ id: 'k3' }]);
});

it.each<[string, object, RegExp]>([
  ['neither', {}, /^ENVELOPE_KEYS_IN: is not set/],
  ['both', { ENVELOPE_KEYS_IN: `a=k:${secret}`, ENVELOPE_KEYS_IN_FILE: '/keys' }, /and not both$/],
  [
    'a missing file',
    { ENVELOPE_KEYS_IN_FILE: '/no/such/keys' },
    /^ENVELOPE_KEYS_IN_FILE: \/no\/such\/keys .*ENOENT/,
  ],
])('refuses %s', (_name, variables, message) => {
  const open = () => openKeyRings('ENVELOPE_KEYS_IN', variables, logger);
  expect(open).toThrow(StartError);
  expect(open).toThrow(message);
});

it('finds none where none are set', () => {
  expect(findKeyRings('ENVELOPE_KEYS_OUT', {}, logger)).toBeUndefined();
});
