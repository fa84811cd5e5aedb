// Makes the secrets that docker-compose.yml asks for: deploy/.env, and the keys of each service in deploy/secrets/SERVICE. A
// variable or key that is there is left alone.
// Usage: npm run build && node deploy/make-secrets.mjs [ISSUER_URL]
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositorySubgraphs } from '../schema/dist/graph/subgraph-list.js';
import { newRing, pairs, readRings, writeRings } from './envelope-keys.mjs';
import { closeFolders, GROUP, openFolder, OWNER } from './key-folders.mjs';

const here = import.meta.dirname;
const secret = () => randomBytes(32).toString('base64url');
const inVariables = (name) => name.toUpperCase().replaceAll('-', '_');

/** Every variable that deploy/.env must have, with the way to make it. */
function variables() {
  return new Map([
    ...Object.keys(repositorySubgraphs()).flatMap((name) => [
      [`${inVariables(name)}_DB_PASSWORD`, secret],
      [`${inVariables(name)}_DB_ROOT_PASSWORD`, secret],
    ]),
    ['GRAFANA_PASSWORD', secret],
    ['JWT_ISSUER', () => process.argv[2] ?? 'https://users.supergraph.example'],
    ['KEYS_UID', () => OWNER],
    ['KEYS_GID', () => GROUP],
  ]);
}

const environment = join(here, '.env');
const written = existsSync(environment) ? readFileSync(environment, 'utf8') : '';
const missing = [...variables()].filter(([name]) => !new RegExp(`^${name}=`, 'm').test(written));
if (missing.length > 0) {
  const lines = missing.map(([name, make]) => `${name}=${make()}\n`);
  appendFileSync(environment, lines.join(''), { mode: 0o600 });
  console.log(`wrote ${missing.map(([name]) => name).join(', ')} to ${environment}`);
}

makeEnvelopeKeys();
makeSigningKeys();
closeFolders(here);

/** Earlier versions had these keys in deploy/.env. */
function makeEnvelopeKeys() {
  const rings = readRings(here);
  const missing = pairs().filter(({ sender, receiver }) => !rings.has(`${sender} ${receiver}`));
  for (const { sender, receiver } of missing) {
    const variable = `ENVELOPE_${inVariables(sender)}_${inVariables(receiver)}`;
    const former = new RegExp(`^${variable}=(.+)$`, 'm').exec(written)?.[1];
    rings.set(`${sender} ${receiver}`, former ?? newRing());
  }
  writeRings(here, rings);
  if (missing.length > 0) console.log(`made envelope keys in ${join(here, 'secrets')}`);
}

function makeSigningKeys() {
  const file = join(openFolder(here, 'users'), 'signing-keys.json');
  const former = join(here, 'secrets/users-signing-keys.json');
  if (existsSync(former)) renameSync(former, file);
  if (existsSync(file)) return;
  execFileSync(process.execPath, [resolve(here, '../subgraphs/users/dist/keys/main.js'), file]);
  console.log(`made ${file}`);
}
