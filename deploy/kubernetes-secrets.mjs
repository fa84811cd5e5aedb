// Prints the Secrets that deploy/kubernetes names, from what make-secrets.mjs wrote to deploy/.env and deploy/secrets:
//   node deploy/kubernetes-secrets.mjs | kubectl apply --namespace supergraph -f -
// A variable <SUBGRAPH>_MONGODB_URI of deploy/.env names a database elsewhere than at <subgraph>-db in the namespace.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositorySubgraphs } from '../schema/dist/graph/subgraph-list.js';
import { filesOf } from './envelope-keys.mjs';

const here = import.meta.dirname;
const subgraphs = Object.keys(repositorySubgraphs());
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

/** Files of the service's folder, under the names that its pods mount them by. */
function files(service, names) {
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(here, 'secrets', service, name), 'utf8')]),
  );
}

function routerSecret() {
  const redis = variables.get('REDIS_URL');
  return { ...files('router', filesOf('router')), ...(redis && { REDIS_URL: redis }) };
}

function subgraphSecret(name) {
  return {
    MONGODB_URI:
      variables.get(`${inVariables(name)}_MONGODB_URI`) ??
      `mongodb://service:${variable(`${inVariables(name)}_DB_PASSWORD`)}@${name}-db:27017/${name}`,
    ...files(name, [...filesOf(name), ...(name === 'users' ? ['signing-keys.json'] : [])]),
  };
}

const secrets = [['router', routerSecret()], ...subgraphs.map((name) => [name, subgraphSecret(name)])];
// JSON is YAML, and needs no library to be quoted right.
for (const [name, stringData] of secrets) {
  const manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'Opaque', stringData };
  console.log(`---\n${JSON.stringify(manifest)}`);
}
