// Makes the secrets that docker-compose.yml asks for: deploy/.env and deploy/secrets/. What is there is left alone.
// Usage: npm run build && node deploy/make-secrets.mjs [ISSUER_URL]
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, chmodSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const secret = () => randomBytes(32).toString('base64url');
const pairs = ['ROUTER_PRODUCTS', 'ROUTER_ORDERS', 'ROUTER_USERS', 'ORDERS_PRODUCTS'];
const databases = ['PRODUCTS', 'ORDERS', 'USERS'];

const environment = join(here, '.env');
if (!existsSync(environment)) {
  const lines = [
    ...pairs.map((pair) => `ENVELOPE_${pair}=k1:${secret()}`),
    ...databases.flatMap((name) => [
      `${name}_DB_PASSWORD=${secret()}`,
      `${name}_DB_ROOT_PASSWORD=${secret()}`,
    ]),
    `JWT_ISSUER=${process.argv[2] ?? 'https://users.supergraph.example'}`,
  ];
  writeFileSync(environment, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  console.log(`made ${environment}`);
}

const folder = join(here, 'secrets');
const keys = join(folder, 'users-signing-keys.json');
if (!existsSync(keys)) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  execFileSync(process.execPath, [resolve(here, '../subgraphs/users/dist/keys/main.js'), keys]);
  // Mounted as it is into a container with another user id; on this machine the folder keeps it private.
  chmodSync(keys, 0o644);
  console.log(`made ${keys}`);
}
