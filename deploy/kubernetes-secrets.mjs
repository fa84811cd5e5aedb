// Prints the Secrets that deploy/kubernetes names, from what make-secrets.mjs wrote to deploy/.env and deploy/secrets:
//   node deploy/kubernetes-secrets.mjs | kubectl apply --namespace supergraph -f -
// A variable <SUBGRAPH>_MONGODB_URI of deploy/.env names a database elsewhere than at <subgraph>-db in the namespace.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositorySubgraphs } from '../schema/dist/graph/subgraph-list.js';

const here = import.meta.dirname;
const subgraphs = Object.entries(repositorySubgraphs());
const inVariables = (name) => name.toUpperCase().replaceAll('-', '_');
const lines = readFileSync(join(here, '.env'), 'utf8').split('\n');
const variables = new Map(
  lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

function variable(name) {
  const value = variables.get(name);
  if (value === undefined) throw new Error(`deploy/.env has no ${name}: run node deploy/make-secrets.mjs`);
  return value;
}

const keyOf = (from, to) => variable(`ENVELOPE_${inVariables(from)}_${inVariables(to)}`);
const keysOut = (from, all) => all.map((to) => `${to}=${keyOf(from, to)}`).join(',');
const keysIn = (to, all) => all.map((from) => `${from}=${keyOf(from, to)}`).join(',');

function routerSecret() {
  const names = subgraphs.map(([name]) => name);
  const redis = variables.get('REDIS_URL');
  return { ENVELOPE_KEYS_OUT: keysOut('router', names), ...(redis && { REDIS_URL: redis }) };
}

function subgraphSecret(name, { calls = [] }) {
  const callers = subgraphs.filter(([, other]) => other.calls?.includes(name)).map(([caller]) => caller);
  return {
    MONGODB_URI:
      variables.get(`${inVariables(name)}_MONGODB_URI`) ??
      `mongodb://service:${variable(`${inVariables(name)}_DB_PASSWORD`)}@${name}-db:27017/${name}`,
    ENVELOPE_KEYS_IN: keysIn(name, ['router', ...callers]),
    ...(calls.length > 0 && { ENVELOPE_KEYS_OUT: keysOut(name, calls) }),
    ...(name === 'users' && {
      'signing-keys.json': readFileSync(join(here, 'secrets/users/signing-keys.json'), 'utf8'),
    }),
  };
}

const secrets = [
  ['router', routerSecret()],
  ...subgraphs.map(([name, subgraph]) => [name, subgraphSecret(name, subgraph)]),
];
// JSON is YAML, and needs no library to be quoted right.
for (const [name, stringData] of secrets) {
  const manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'Opaque', stringData };
  console.log(`---\n${JSON.stringify(manifest)}`);
}
