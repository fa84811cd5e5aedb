// Prints the Secrets that deploy/kubernetes names, from what make-secrets.mjs wrote to deploy/.env and deploy/secrets:
//   node deploy/kubernetes-secrets.mjs | kubectl apply --namespace supergraph -f -
// Each has the variables that its service's manifest reads from it and deploy/.env has. There <SERVICE>_MONGODB_URI is a
// database elsewhere than at <service>-db in the namespace, and EVENTS_REDIS_URL the REDIS_URL of all subgraphs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { repositorySubgraphs } from '../schema/dist/graph/subgraph-list.js';
import { filesOf } from './envelope-keys.mjs';

const here = import.meta.dirname;
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

/** The variables that a service's manifest reads from its Secret. */
function secretVariables(service) {
  const manifests = readFileSync(join(here, 'kubernetes/base/services', `${service}.yaml`), 'utf8');
  const deployment = parseAllDocuments(manifests)
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'Deployment');
  return deployment.spec.template.spec.containers[0].env.flatMap(
    ({ valueFrom }) => valueFrom?.secretKeyRef?.key ?? [],
  );
}

function valueOf(service, name) {
  const own = variables.get(`${inVariables(service)}_${name}`);
  if (own !== undefined) return own;
  if (name === 'MONGODB_URI') {
    const password = variable(`${inVariables(service)}_DB_PASSWORD`);
    return `mongodb://service:${password}@${service}-db:27017/${service}`;
  }
  // The router's Redis may lose what it has; that of the events may not.
  return variables.get(name === 'REDIS_URL' && service !== 'router' ? 'EVENTS_REDIS_URL' : name);
}

function secretOf(service) {
  const found = secretVariables(service).map((name) => [name, valueOf(service, name)]);
  return {
    ...Object.fromEntries(found.filter(([, value]) => value)),
    ...files(service, [...filesOf(service), ...(service === 'users' ? ['signing-keys.json'] : [])]),
  };
}

const secrets = ['router', ...Object.keys(repositorySubgraphs())].map((name) => [name, secretOf(name)]);
// JSON is YAML, and needs no library to be quoted right.
for (const [name, stringData] of secrets) {
  const manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name }, type: 'Opaque', stringData };
  console.log(`---\n${JSON.stringify(manifest)}`);
}
