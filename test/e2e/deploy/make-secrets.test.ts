import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyDeploy, type DeployCopy } from './support/deploy-copy.js';
import {
  createObjectChecker,
  kubernetes,
  parseObjects,
  type Deployment,
  type KubernetesObject,
} from './support/kubernetes.js';

let copy: DeployCopy;

beforeEach(async () => {
  copy = await copyDeploy();
});
afterEach(() => copy.remove());

const keys = () => copy.path('secrets/users/signing-keys.json');
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
const makeSecrets = () => copy.run('make-secrets.mjs');

async function variables(): Promise<Map<string, string>> {
  const text = await readFile(copy.path('.env'), 'utf8');
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

it('makes keys that only the user of the service can read, and names that user', async () => {
  await makeSecrets();
  expect(await modeOf(copy.path('.env'))).toBe(0o600);
  expect(await modeOf(keys())).toBe(0o600);
  expect(await modeOf(join(keys(), '..'))).toBe(0o700);
  const { uid, gid } = await stat(keys());
  expect(uid).not.toBe(0);
  expect(await stat(join(keys(), '..'))).toMatchObject({ uid, gid });
  const made = await variables();
  expect([made.get('KEYS_UID'), made.get('KEYS_GID')]).toEqual([String(uid), String(gid)]);
});

it('keeps what is there, and closes keys that an earlier version left open', async () => {
  await mkdir(copy.path('secrets'));
  await writeFile(copy.path('secrets/users-signing-keys.json'), '{"keys":[]}', { mode: 0o644 });
  await makeSecrets();
  const before = await variables();
  await makeSecrets();
  expect(await variables()).toEqual(before);
  expect(await readFile(keys(), 'utf8')).toBe('{"keys":[]}');
  expect(await modeOf(keys())).toBe(0o600);
});

it('prints Secrets with every key that the manifests for Kubernetes ask for', async () => {
  await makeSecrets();
  const { stdout } = await copy.run('kubernetes-secrets.mjs');
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
    const { containers, volumes = [] } = deployment?.spec.template.spec ?? {};
    const wanted = [
      ...(containers?.[0].env ?? []).flatMap(({ valueFrom }) =>
        valueFrom?.secretKeyRef === undefined || valueFrom.secretKeyRef.optional === true
          ? []
          : [valueFrom.secretKeyRef.key],
      ),
      ...volumes.flatMap(({ secret }) => secret.items.map(({ key }) => key)),
    ];
    expect(wanted.length, name).toBeGreaterThan(0);
    expect(keys.get(name), name).toEqual(expect.arrayContaining(wanted));
  }
  const products = secrets.find(({ metadata }) => metadata.name === 'products')?.stringData;
  const orders = secrets.find(({ metadata }) => metadata.name === 'orders')?.stringData;
  const [toProducts = ''] = /^products=.*$/m.exec(orders?.['envelope-keys-out'] ?? '') ?? [];
  expect(products?.['envelope-keys-in']).toContain(toProducts.replace('products=', 'orders='));
});

it('puts the addresses of Redis and of the mail server into the Secrets of the services that read them', async () => {
  await makeSecrets();
  const set = [
    'REDIS_URL=redis://redis:6379',
    'EVENTS_REDIS_URL=redis://:a=b@events-redis:6379',
    'MAIL_URL=smtps://shop:secret@mail.example',
    'ORDERS_MONGODB_URI=mongodb+srv://cluster.example/orders',
  ];
  await appendFile(copy.path('.env'), set.map((line) => `${line}\n`).join(''));
  const { stdout } = await copy.run('kubernetes-secrets.mjs');
  const secrets = parseObjects(stdout) as readonly (KubernetesObject & {
    stringData: Readonly<Record<string, string>>;
  })[];
  const having = (name: string) =>
    Object.fromEntries(
      secrets
        .filter(({ stringData }) => name in stringData)
        .map(({ metadata, stringData }) => [metadata.name, stringData[name]]),
    );
  const events = 'redis://:a=b@events-redis:6379';
  expect(having('REDIS_URL')).toEqual({
    router: 'redis://redis:6379',
    ...Object.fromEntries(repositorySubgraphNames().map((name) => [name, events])),
  });
  expect(having('MAIL_URL')).toEqual({ users: 'smtps://shop:secret@mail.example' });
  expect(having('MONGODB_URI').orders).toBe('mongodb+srv://cluster.example/orders');
  expect(having('MONGODB_URI').users).toMatch(/^mongodb:\/\/service:[\w-]{43}@users-db:27017\/users$/);
});

it('takes over envelope keys that an earlier version wrote to deploy/.env', async () => {
  await writeFile(copy.path('.env'), `ENVELOPE_ROUTER_USERS=k1:${'A'.repeat(43)}\n`, { mode: 0o600 });
  await makeSecrets();
  const folder = copy.path('secrets');
  expect(await readFile(join(folder, 'users/envelope-keys-in'), 'utf8')).toContain(
    `router=k1:${'A'.repeat(43)}\n`,
  );
  expect(await readFile(join(folder, 'router/envelope-keys-out'), 'utf8')).toContain(
    `users=k1:${'A'.repeat(43)}\n`,
  );
});

it('rotates all keys by one command, which prints the Secrets too: the new ones sign later, the old ones stay', async () => {
  await makeSecrets();
  const files = ['products/envelope-keys-in', 'orders/envelope-keys-out', 'users/signing-keys.json'];
  const read = () => Promise.all(files.map((file) => readFile(copy.path(`secrets/${file}`), 'utf8')));
  const before = await read();
  const { stdout } = await copy.run('rotate-keys.mjs', '--kubernetes');
  const [incoming = '', outgoing = '', signing = ''] = await read();
  const ring = /^orders=(k2@(\d+):[\w-]{43}\|k1:[\w-]{43})$/m.exec(incoming);
  expect(outgoing).toContain(`products=${ring?.[1] ?? ''}\n`);
  expect(Number(ring?.[2])).toBeGreaterThan(Date.now() / 1_000 + 300);
  expect(before[0]).toContain(`orders=${ring?.[1]?.split('|')[1] ?? ''}`);
  expect((JSON.parse(signing) as { keys: object[] }).keys).toHaveLength(2);
  expect(await modeOf(copy.path('secrets/orders/envelope-keys-out'))).toBe(0o600);
  const secrets = parseObjects(stdout) as readonly unknown[] as readonly {
    stringData: Readonly<Record<string, string>>;
  }[];
  expect(secrets.map(({ stringData }) => stringData['envelope-keys-in'])).toContain(incoming);
});
