// Makes the secrets that docker-compose.yml asks for: deploy/.env and deploy/secrets/. A variable or key
// that is there is left alone.
// Usage: npm run build && node deploy/make-secrets.mjs [ISSUER_URL]
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositorySubgraphs } from '../schema/dist/graph/subgraph-list.js';
import { makeUsersKeys } from './users-keys.mjs';

const here = import.meta.dirname;
const secret = () => randomBytes(32).toString('base64url');
const inVariables = (name) => name.toUpperCase().replaceAll('-', '_');

/** Every variable that deploy/.env must have, with the way to make it. */
function variables() {
  const subgraphs = Object.entries(repositorySubgraphs());
  const pairs = subgraphs.flatMap(([name, { calls = [] }]) => [
    ['router', name],
    ...calls.map((called) => [name, called]),
  ]);
  return new Map([
    ...pairs.map((pair) => [`ENVELOPE_${pair.map(inVariables).join('_')}`, () => `k1:${secret()}`]),
    ...subgraphs.flatMap(([name]) => [
      [`${inVariables(name)}_DB_PASSWORD`, secret],
      [`${inVariables(name)}_DB_ROOT_PASSWORD`, secret],
    ]),
    ['GRAFANA_PASSWORD', secret],
    ['JWT_ISSUER', () => process.argv[2] ?? 'https://users.supergraph.example'],
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

makeUsersKeys(here, environment);
