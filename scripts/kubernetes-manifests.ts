// Writes the parts of deploy/kubernetes that follow from schema/subgraphs.json: each service's manifests, the network
// policies between them, the list of these files, and an image in the production overlay for each service.
// Usage: npm run deploy:kubernetes
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { inVariables } from '../local/src/services/names.js';
import { calledBy, callersOf, repositorySubgraphs } from '../schema/src/graph/subgraph-list.js';
import {
  databasePolicy,
  routerPolicy,
  subgraphPolicy,
  type SubgraphPeers,
} from './kubernetes/network-policies.js';
import { GRAPHQL_PORT, KEYS, type DeployedService, type Manifest } from './kubernetes/service.js';
import { secret, setting, workloadOf } from './kubernetes/workload.js';

const folder = resolve(import.meta.dirname, '../deploy/kubernetes');
const SERVICES = join(folder, 'base/services');
const OVERLAY = join(folder, 'overlays/production/kustomization.yaml');

/** The names of the envelope key files, as in deploy/kubernetes-secrets.mjs. */
const KEYS_IN = 'envelope-keys-in';
const KEYS_OUT = 'envelope-keys-out';

const HEADER =
  '# Written by npm run deploy:kubernetes from schema/subgraphs.json. Change it by a patch in kustomization.yaml.\n';

/** The expected files, by path. */
export async function kubernetesManifests(): Promise<ReadonlyMap<string, string>> {
  const listed = repositorySubgraphs();
  const names = Object.keys(listed);
  const files = new Map([[join(SERVICES, 'router.yaml'), generated(routerManifests(names))]]);
  for (const [name, subgraph] of Object.entries(listed)) {
    files.set(
      join(SERVICES, `${name}.yaml`),
      generated(
        subgraphManifests(name, {
          calls: calledBy(subgraph),
          callers: callersOf(listed, name),
          sendsMail: subgraph.sendsMail === true,
        }),
      ),
    );
  }
  files.set(join(SERVICES, 'kustomization.yaml'), generated([serviceList(names)]));
  files.set(OVERLAY, withImages(readFileSync(OVERLAY, 'utf8'), ['router', ...names]));
  return new Map(
    await Promise.all([...files].map(async ([path, text]) => [path, await formatted(text)] as const)),
  );
}

/** The existing files in the folder of generated manifests. */
export function writtenServiceFiles(): readonly string[] {
  return readdirSync(SERVICES).map((file) => join(SERVICES, file));
}

function routerManifests(subgraphs: readonly string[]): readonly Manifest[] {
  const urls = subgraphs.map((name) => `${name}=${urlOf(name)}`).join(',');
  const router: DeployedService = {
    name: 'router',
    component: 'router',
    memory: '1Gi',
    maxReplicas: 10,
    keys: [KEYS_OUT],
    env: [
      { name: 'ROUTER_WORKERS', value: 'auto' },
      { name: 'SUBGRAPH_URLS', value: urls },
      { name: 'TRUSTED_PROXIES', value: '1' },
      { name: 'ENVELOPE_KEYS_OUT_FILE', value: `${KEYS}/${KEYS_OUT}` },
      secret('router', 'REDIS_URL', { optional: true }),
      setting('JWT_JWKS_URL'),
      setting('JWT_REVOCATIONS_URL', { optional: true }),
      setting('JWT_ISSUER'),
      setting('JWT_AUDIENCE'),
      setting('CORS_ORIGINS', { optional: true }),
    ],
  };
  return [...workloadOf(router), routerPolicy(subgraphs)];
}

function subgraphManifests(name: string, peers: SubgraphPeers): readonly Manifest[] {
  const { calls, sendsMail } = peers;
  const subgraph: DeployedService = {
    name,
    component: 'subgraph',
    memory: '512Mi',
    maxReplicas: 6,
    keys: [KEYS_IN, ...(calls.length > 0 ? [KEYS_OUT] : [])],
    env: [
      secret(name, 'MONGODB_URI'),
      secret(name, 'REDIS_URL', { optional: true }),
      { name: 'ENVELOPE_KEYS_IN_FILE', value: `${KEYS}/${KEYS_IN}` },
      ...(calls.length > 0 ? [{ name: 'ENVELOPE_KEYS_OUT_FILE', value: `${KEYS}/${KEYS_OUT}` }] : []),
      ...calls.map((called) => ({ name: `${inVariables(called)}_URL`, value: urlOf(called) })),
      ...(sendsMail ? mailVariables(name) : []),
    ],
  };
  return [...workloadOf(subgraph), subgraphPolicy(name, peers), databasePolicy(name)];
}

/** The URL has the mail server's password. */
function mailVariables(name: string): readonly Manifest[] {
  return [
    secret(name, 'MAIL_URL', { optional: true }),
    setting('MAIL_FROM', { optional: true }),
    setting('PASSWORD_RESET_URL', { optional: true }),
  ];
}

function serviceList(subgraphs: readonly string[]): Manifest {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['router', ...subgraphs].map((name) => `${name}.yaml`),
  };
}

function urlOf(service: string): string {
  return `http://${service}:${GRAPHQL_PORT}/graphql`;
}

/** The overlay with an image for each service. Existing entries stay; the name of a new one follows the router's. */
function withImages(overlay: string, services: readonly string[]): string {
  const document = parseDocument(overlay);
  const images = document.get('images') as YAMLSeq<YAMLMap>;
  const byName = new Map(images.items.map((image) => [image.get('name'), image]));
  const router = byName.get('supergraph/router');
  if (router === undefined) throw new Error(`${OVERLAY} names no image for supergraph/router: add one.`);
  const newNameOf = (service: string) => String(router.get('newName')).replace(/[^/]*$/, service);
  images.items = services.map((service) => {
    const name = `supergraph/${service}`;
    const like = { ...(router.toJSON() as object), name, newName: newNameOf(service) };
    return byName.get(name) ?? document.createNode(like);
  });
  return document.toString({ lineWidth: 0 });
}

function generated(manifests: readonly Manifest[]): string {
  return (
    HEADER + manifests.map((manifest) => stringify(manifest, { aliasDuplicateObjects: false })).join('---\n')
  );
}

async function formatted(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(OVERLAY)), parser: 'yaml' });
}

if (process.argv[1] === import.meta.filename) {
  const files = await kubernetesManifests();
  mkdirSync(SERVICES, { recursive: true });
  for (const file of writtenServiceFiles()) if (!files.has(file)) rmSync(file);
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
