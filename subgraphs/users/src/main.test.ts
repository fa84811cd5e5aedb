import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type ReadyMessage } from '@supergraph/service-kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { configSchema } from './config.js';
import { rotateKeys } from './keys/rotate.js';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { runProgram, startProgram } from './testing/process.js';

let database: TestDatabase;
let folder: string;
let variables: Record<string, string>;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'users-main-'));
  variables = {
    MONGODB_URI: database.newUri('users'),
    ENVELOPE_KEYS_IN: `router=k1:${randomBytes(32).toString('base64url')}`,
    JWT_ISSUER: 'https://users.test',
    JWT_AUDIENCE: 'graph',
    JWT_PRIVATE_KEYS_FILE: join(folder, 'keys.json'),
    PORT: '0',
    DRAIN_MS: '0',
    LOG_LEVEL: 'warn',
  };
  await rotateKeys(variables.JWT_PRIVATE_KEYS_FILE ?? '', { now: Math.floor(Date.now() / 1_000) });
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

describe('the service as a process', () => {
  it('publishes its keys, follows a rotation on SIGHUP, answers nobody without an envelope, and ends', async () => {
    const { child, ended } = startProgram('main.js', [], variables);
    const [ready] = (await once(child, 'message')) as [ReadyMessage];
    const published = async () => {
      const response = await fetch(`${ready.url}/.well-known/jwks.json`);
      return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    };
    const [first] = await published();
    const [second] = await rotateKeys(variables.JWT_PRIVATE_KEYS_FILE ?? '', {
      now: Math.floor(Date.now() / 1_000),
    });
    child.kill('SIGHUP');
    await vi.waitFor(async () => expect(await published()).toEqual([second, first]), { timeout: 60_000 });
    const answer = await fetch(`${ready.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    });
    expect(answer.status).toBe(401);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('without its key file ends at once with one line', async () => {
    const missing = join(folder, 'missing.json');
    const ended = await runProgram('main.js', [], { ...variables, JWT_PRIVATE_KEYS_FILE: missing });
    const reason = `JWT_PRIVATE_KEYS_FILE: cannot read ${missing} (ENOENT): make one with npm run keys:rotate`;
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(ended.stderr)).toMatchObject({ level: 'fatal', service: 'users', msg: reason });
  });
});

describe('the configuration', () => {
  it.each([
    ['no keys', { JWT_PRIVATE_KEYS_FILE: '' }, 'JWT_PRIVATE_KEYS_FILE: set this or JWT_PRIVATE_KEYS'],
    ['both kinds of keys', { JWT_PRIVATE_KEYS: 'x' }, 'JWT_PRIVATE_KEYS_FILE: set this or JWT_PRIVATE_KEYS'],
    ['no issuer', { JWT_ISSUER: '' }, 'JWT_ISSUER: is not set'],
    ['no audience', { JWT_AUDIENCE: '' }, 'JWT_AUDIENCE: is not set'],
    ['no database', { MONGODB_URI: '' }, 'MONGODB_URI: is not set'],
    [
      'tokens that live for hours',
      { ACCESS_TOKEN_TTL_S: '3600' },
      'ACCESS_TOKEN_TTL_S: must be a whole number',
    ],
  ])('is refused with %s', (_what, change, reason) => {
    expect(() => readConfig(configSchema, { ...variables, ...change })).toThrow(reason);
  });

  it('has no secret of its own', () => {
    expect(() => readConfig(configSchema, {})).toThrow(/JWT_ISSUER.*JWT_AUDIENCE/);
  });
});
