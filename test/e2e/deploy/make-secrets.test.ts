import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createObjectChecker,
  kubernetes,
  parseObjects,
  type Deployment,
  type KubernetesObject,
} from './support/kubernetes.js';

const root = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

let copy: string;

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'make-secrets-'));
  await mkdir(join(copy, 'deploy'));
  for (const file of ['make-secrets.mjs', 'users-keys.mjs', 'kubernetes-secrets.mjs']) {
    await cp(join(root, 'deploy', file), join(copy, 'deploy', file));
  }
  for (const folder of ['node_modules', 'subgraphs', 'schema']) {
    await symlink(join(root, folder), join(copy, folder));
  }
});
afterEach(() => rm(copy, { recursive: true }));

const keys = () => join(copy, 'deploy/secrets/users/signing-keys.json');
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
const makeSecrets = () => run(process.execPath, [join(copy, 'deploy/make-secrets.mjs')]);

async function variables(): Promise<Map<string, string>> {
  const text = await readFile(join(copy, 'deploy/.env'), 'utf8');
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

it('makes keys that only the user of the service can read, and names that user', async () => {
  await makeSecrets();
  expect(await modeOf(join(copy, 'deploy/.env'))).toBe(0o600);
  expect(await modeOf(keys())).toBe(0o600);
  expect(await modeOf(join(keys(), '..'))).toBe(0o700);
  const { uid, gid } = await stat(keys());
  expect(uid).not.toBe(0);
  expect(await stat(join(keys(), '..'))).toMatchObject({ uid, gid });
  const made = await variables();
  expect([made.get('USERS_UID'), made.get('USERS_GID')]).toEqual([String(uid), String(gid)]);
});

it('keeps what is there, and closes keys that an earlier version left open', async () => {
  await mkdir(join(copy, 'deploy/secrets'));
  await writeFile(join(copy, 'deploy/secrets/users-signing-keys.json'), '{"keys":[]}', { mode: 0o644 });
  await makeSecrets();
  const before = await variables();
  await makeSecrets();
  expect(await variables()).toEqual(before);
  expect(await readFile(keys(), 'utf8')).toBe('{"keys":[]}');
  expect(await modeOf(keys())).toBe(0o600);
});

it('prints Secrets with every key that the manifests for Kubernetes ask for', async () => {
  await makeSecrets();
  const { stdout } = await run(process.execPath, [join(copy, 'deploy/kubernetes-secrets.mjs')]);
  const secrets = parseObjects(stdout) as readonly (KubernetesObject & {
    stringData: Readonly<Record<string, string>>;
  })[];
  expect(secrets.flatMap(createObjectChecker())).toEqual([]);
  const keys = new Map(secrets.map(({ metadata, stringData }) => [metadata.name, Object.keys(stringData)]));
  expect(keys.get('users')).toContain('signing-keys.json');
  for (const name of ['router', ...repositorySubgraphNames()]) {
    const [deployment] = parseObjects(
      await readFile(join(kubernetes, `base/services/${name}.yaml`), 'utf8'),
    ) as readonly Deployment[];
    const wanted = deployment?.spec.template.spec.containers[0].env.flatMap(({ valueFrom }) =>
      valueFrom?.secretKeyRef === undefined || valueFrom.secretKeyRef.optional === true
        ? []
        : [valueFrom.secretKeyRef.key],
    );
    expect(wanted?.length, name).toBeGreaterThan(0);
    expect(keys.get(name), name).toEqual(expect.arrayContaining(wanted ?? []));
  }
  const products = secrets.find(({ metadata }) => metadata.name === 'products')?.stringData;
  const orders = secrets.find(({ metadata }) => metadata.name === 'orders')?.stringData;
  expect(products?.ENVELOPE_KEYS_IN).toContain(orders?.ENVELOPE_KEYS_OUT?.replace('products=', 'orders='));
});
