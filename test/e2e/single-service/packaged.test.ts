import { execFile, execFileSync, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { repositorySubgraphs } from '@supergraph/schema/subgraphs';
import { startEmbeddedMongo, type EmbeddedMongo } from '@supergraph/embedded-mongo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const secret = `k1:${randomBytes(32).toString('base64url')}`;

/**
 * Installing a service takes about ten seconds. `npm run test:packaged` tests all services, `npm run test:long` one.
 */
const workspaces =
  process.env.PACKAGED === 'all'
    ? ['router', ...Object.values(repositorySubgraphs()).map(({ sdl }) => dirname(sdl))]
    : ['subgraphs/users'];

let directory: string;
let mongo: EmbeddedMongo;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'packaged-'));
  mongo = await startEmbeddedMongo({ dir: join(directory, 'db') });
});
afterAll(async () => {
  await mongo.stop();
  await rm(directory, { recursive: true, force: true });
});

describe.each(workspaces)('%s, in a clean folder with production dependencies only', (workspace) => {
  it('starts with plain Node, is healthy, answers, and ends when it is told to', async () => {
    const folder = join(directory, workspace.replace('/', '-'));
    execFileSync(process.execPath, ['deploy/assemble.mjs', workspace, folder], { cwd: root });
    execFileSync('npm', ['ci', '--omit=dev', '--prefer-offline', '--workspace', workspace], { cwd: folder });
    expect(existsSync(join(folder, workspace, 'dist/main.js'))).toBe(true);
    expect(existsSync(join(folder, workspace, 'dist/testing'))).toBe(false);
    const service = await startService(join(folder, workspace), variables(workspace, folder));

    const health = await fetch(`${service.adminUrl}/health/ready`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ready' }]);
    const answer = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    // A subgraph refuses requests that the router did not sign.
    expect(answer.status).toBe(workspace === 'router' ? 200 : 401);
    expect(await service.end()).toBe(0);
    if (workspace === 'subgraphs/users') await expectAdministratorCommand(join(folder, workspace));
  }, 180_000);
});

/** The command for the first administrator, as docs/operations.md has it for containers. */
async function expectAdministratorCommand(folder: string): Promise<void> {
  const result = promisify(execFile)(process.execPath, ['dist/administrator/main.js', 'ada@shop.example'], {
    cwd: folder,
    env: { PATH: process.env.PATH, MONGODB_URI: `${mongo.uri}/packaged-subgraphs-users` },
  });
  await expect(result).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no account has this email address: sign up with it first') as string,
  });
}

function variables(workspace: string, folder: string): Record<string, string> {
  const token = { JWT_ISSUER: 'https://users.example', JWT_AUDIENCE: 'supergraph' };
  const MONGODB_URI = `${mongo.uri}/packaged-${workspace.replace('/', '-')}`;
  switch (workspace) {
    case 'router':
      return {
        ...token,
        JWT_JWKS_URL: 'http://127.0.0.1:9/jwks.json',
        ENVELOPE_KEYS_OUT: `products=${secret},orders=${secret},users=${secret}`,
      };
    case 'subgraphs/orders':
      return {
        MONGODB_URI,
        ENVELOPE_KEYS_IN: `router=${secret}`,
        ENVELOPE_KEYS_OUT: `products=${secret}`,
        PRODUCTS_URL: 'http://127.0.0.1:9/graphql',
      };
    case 'subgraphs/users':
      return {
        ...token,
        MONGODB_URI,
        ENVELOPE_KEYS_IN: `router=${secret}`,
        JWT_PRIVATE_KEYS_FILE: makeKeys(folder),
      };
    default:
      return { MONGODB_URI, ENVELOPE_KEYS_IN: `router=${secret},orders=${secret}` };
  }
}

function makeKeys(folder: string): string {
  const file = join(folder, 'keys.json');
  execFileSync(process.execPath, [join(folder, 'subgraphs/users/dist/keys/main.js'), file]);
  return file;
}

interface Service {
  readonly url: string;
  readonly adminUrl: string;
  end(): Promise<number | null>;
}

/** Starts a service as its image does. Of the test's environment it gets only PATH. */
function startService(folder: string, env: Record<string, string>): Promise<Service> {
  const child = fork('dist/main.js', {
    cwd: folder,
    execArgv: [],
    env: { PATH: process.env.PATH, PORT: '0', DRAIN_MS: '0', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return new Promise((done, fail) => {
    void ended.then((code) => fail(new Error(`ended with exit code ${code ?? 'none'}`)));
    child.once('message', (message) => {
      const { url, adminUrl } = message as { url: string; adminUrl: string };
      const end = () => {
        child.kill('SIGTERM');
        return ended;
      };
      done({ url, adminUrl, end });
    });
  });
}
