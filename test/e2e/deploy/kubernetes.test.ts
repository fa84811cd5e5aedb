import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calledBy, repositorySubgraphNames, repositorySubgraphs } from '@supergraph/schema/subgraphs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  canRender,
  createObjectChecker,
  kubernetes,
  parseObjects,
  render,
  type Deployment,
  type KubernetesObject,
} from './support/kubernetes.js';
import { mayReach, type Party } from './support/reach.js';
import { knownVariables } from './support/variables.js';

const subgraphs = repositorySubgraphNames();
const services = ['router', ...subgraphs];
const problemsOf = createObjectChecker();

/**
 * Reads the manifests that a kustomization lists under `resources`, without patches, which are only parts of objects.
 */
function objectsIn(folder: string): readonly KubernetesObject[] {
  const { resources } = parse(readFileSync(join(kubernetes, folder, 'kustomization.yaml'), 'utf8')) as {
    resources: readonly string[];
  };
  return resources.flatMap((resource) => {
    const path = join(folder, resource);
    if (!resource.endsWith('.yaml')) return objectsIn(path);
    return parseObjects(readFileSync(join(kubernetes, path), 'utf8'));
  });
}

const deploymentsOf = (objects: readonly KubernetesObject[]) =>
  objects.filter(({ kind }) => kind === 'Deployment') as readonly Deployment[];
const named = (objects: readonly KubernetesObject[], kind: string) =>
  objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);

describe('the manifests of deploy/kubernetes', () => {
  const objects = objectsIn('overlays/production');

  it('are what Kubernetes allows', () => {
    expect(objects.length).toBeGreaterThan(25);
    expect(objects.flatMap(problemsOf)).toEqual([]);
    const [deployment] = deploymentsOf(objects);
    const misspelt = { ...deployment, spec: { ...deployment?.spec, replica: 3 } } as Deployment;
    expect(problemsOf(misspelt)).toHaveLength(1);
  });

  it('lie in files that a kustomization names', () => {
    const files = readdirSync(kubernetes, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    const listed = files
      .filter((file) => file.endsWith('kustomization.yaml'))
      .flatMap((file) => {
        const { resources = [], patches = [] } = parse(readFileSync(join(kubernetes, file), 'utf8')) as {
          resources?: string[];
          patches?: { path: string }[];
        };
        return [...resources, ...patches.map(({ path }) => path)].map((path) => join(file, '..', path));
      });
    expect(files.filter((file) => !file.endsWith('kustomization.yaml')).sort()).toEqual(
      listed.filter((path) => path.endsWith('.yaml')).sort(),
    );
  });

  it('patch objects that are there', () => {
    const targets = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    for (const folder of ['base', 'overlays/production']) {
      const { patches } = parse(readFileSync(join(kubernetes, folder, 'kustomization.yaml'), 'utf8')) as {
        patches: readonly { path: string }[];
      };
      for (const { path } of patches) {
        for (const { kind, metadata } of parseObjects(readFileSync(join(kubernetes, folder, path), 'utf8'))) {
          expect(targets, path).toContain(`${kind} ${metadata.name}`);
        }
      }
    }
  });

  it('have a workload, a budget for disruptions and an autoscaler for the router and each subgraph of the list', () => {
    for (const kind of ['Deployment', 'Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler']) {
      expect(named(objects, kind), kind).toEqual(services);
    }
    for (const { metadata, spec } of deploymentsOf(objects)) {
      expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
      for (const kind of ['Service', 'PodDisruptionBudget']) {
        const [other] = objects.filter(
          (object) => object.kind === kind && object.metadata.name === metadata.name,
        );
        expect(JSON.stringify(other?.spec), kind).toContain(JSON.stringify(spec.selector.matchLabels));
      }
      expect(spec.template.spec.topologySpreadConstraints).toHaveLength(2);
    }
  });

  it('give the name of a subgraph the addresses of all its pods, and that of the router a single one', () => {
    const headless = objects.filter(
      ({ kind, spec }) => kind === 'Service' && (spec as { clusterIP?: string }).clusterIP === 'None',
    );
    expect(headless.map(({ metadata }) => metadata.name).sort()).toEqual([...subgraphs].sort());
  });

  it('run every service as a user who is not root, on a root file system that cannot be written', () => {
    for (const { spec } of deploymentsOf(objects)) {
      const { securityContext, containers, automountServiceAccountToken } = spec.template.spec;
      expect(automountServiceAccountToken).toBe(false);
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(containers[0].resources).toMatchObject({
        requests: { cpu: /./, memory: /./ },
        limits: { memory: /./ },
      });
    }
  });

  it('probe the admin port, and give a stopping service its drain and 5 s more', () => {
    for (const { spec } of deploymentsOf(objects)) {
      const { containers, terminationGracePeriodSeconds } = spec.template.spec;
      const [{ env, ports, startupProbe, livenessProbe, readinessProbe }] = containers;
      const value = (name: string) => Number(env.find((variable) => variable.name === name)?.value);
      expect(ports).toContainEqual({ name: 'admin', containerPort: value('ADMIN_PORT') });
      expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet)).toEqual([
        { path: '/health/live', port: 'admin' },
        { path: '/health/live', port: 'admin' },
        { path: '/health/ready', port: 'admin' },
      ]);
      expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThanOrEqual(value('DRAIN_MS') + 5_000);
    }
  });

  it('let a stopping subgraph answer until its callers have looked it up as gone', () => {
    const cachedMs = 30_000;
    const threeLookupsMs = 9_000;
    for (const { metadata, spec } of deploymentsOf(objects)) {
      if (metadata.name === 'router') continue;
      const drain = spec.template.spec.containers[0].env.find(({ name }) => name === 'DRAIN_MS');
      expect(Number(drain?.value), metadata.name).toBeGreaterThan(cachedMs + threeLookupsMs);
    }
  });

  it('give a service only variables that it knows', async () => {
    for (const { metadata, spec } of deploymentsOf(objects)) {
      const known = await knownVariables(metadata.name);
      const unknown = spec.template.spec.containers[0].env.filter(({ name }) => !known.has(name));
      expect(unknown, metadata.name).toEqual([]);
    }
  });

  it('let a subgraph be reached by its declared callers and reach its own database, and nothing else', () => {
    const pod = (name: string): Party => ({ labels: { 'app.kubernetes.io/name': name } });
    const parties = new Map<string, Party>([
      ...services.map((name) => [name, pod(name)] as const),
      ...subgraphs.map((name) => [`${name}-db`, pod(`${name}-db`)] as const),
      ['redis', pod('redis')],
      ['a pod of something else', pod('something-else')],
      ['ingress', { namespace: 'ingress-nginx', labels: {} }],
      ['prometheus', { namespace: 'monitoring', labels: {} }],
      ['another namespace', { namespace: 'default', labels: { 'app.kubernetes.io/name': 'router' } }],
    ]);
    const reached = (port: number) =>
      [...parties].flatMap(([from, party]) =>
        [...parties]
          .filter(
            ([to, other]) =>
              from !== to && other.namespace === undefined && mayReach(objects, party, other, port),
          )
          .map(([to]) => `${from} → ${to}`),
      );
    const declared = Object.entries(repositorySubgraphs()).flatMap(([name, subgraph]) => [
      `router → ${name}`,
      ...calledBy(subgraph).map((called) => `${name} → ${called}`),
    ]);
    expect(declared).toEqual(expect.arrayContaining(['orders → products', 'products → orders']));
    const toSubgraphs = reached(4000);
    expect(
      toSubgraphs.filter((arrow) => subgraphs.some((name) => arrow.endsWith(`→ ${name}`))).sort(),
    ).toEqual(declared.sort());
    expect(toSubgraphs.filter((arrow) => arrow.endsWith('→ router'))).toEqual(['ingress → router']);
    expect(reached(27017).sort()).toEqual(subgraphs.map((name) => `${name} → ${name}-db`).sort());
    expect(reached(6379)).toEqual(['router → redis']);
    expect(reached(9000).sort()).toEqual(services.map((name) => `prometheus → ${name}`).sort());
    const outside: Party = { namespace: 'mail', labels: {} };
    const senders = services.filter((name) => mayReach(objects, pod(name), outside, 587));
    expect(senders).toEqual(subgraphs.filter((name) => repositorySubgraphs()[name].sendsMail));
  });

  it('take secrets by reference only', () => {
    const secretLike = /URI$|KEYS|REDIS_URL|PASSWORD|SECRET/;
    for (const { spec } of deploymentsOf(objects)) {
      for (const { name, value } of spec.template.spec.containers[0].env) {
        if (secretLike.test(name) && !name.endsWith('_FILE')) expect(value, name).toBeUndefined();
      }
    }
    expect(named(objects, 'Secret')).toEqual([]);
  });
});

describe.skipIf(!canRender())('the production overlay, as kubectl renders it', () => {
  it('is what Kubernetes allows, in one namespace, with images of a registry', () => {
    const objects = render('overlays/production');
    expect(objects.flatMap(problemsOf)).toEqual([]);
    for (const { kind, metadata } of objects) {
      expect(metadata.namespace, metadata.name).toBe(kind === 'Namespace' ? undefined : 'supergraph');
    }
    for (const { metadata, spec } of deploymentsOf(objects)) {
      expect(spec.template.spec.containers[0].image).toMatch(new RegExp(`^registry[^ ]*/${metadata.name}:`));
    }
  });

  it('names settings that its ConfigMap has', () => {
    const objects = render('overlays/production');
    const settings = objects.find(({ kind }) => kind === 'ConfigMap') as KubernetesObject & { data: object };
    for (const { spec } of deploymentsOf(objects)) {
      for (const { name, valueFrom } of spec.template.spec.containers[0].env) {
        const reference = valueFrom?.configMapKeyRef;
        if (reference === undefined) continue;
        expect(reference.name).toBe(settings.metadata.name);
        if (reference.optional !== true) expect(Object.keys(settings.data)).toContain(name);
      }
    }
  });

  it('mounts each service’s keys, and gives users the variables that it must have', () => {
    const deployments = deploymentsOf(render('overlays/production'));
    for (const { metadata, spec } of deployments) {
      const { containers, volumes } = spec.template.spec;
      expect(containers[0].volumeMounts).toEqual([{ name: 'keys', mountPath: '/run/keys', readOnly: true }]);
      expect(volumes).toMatchObject([
        { name: 'keys', secret: { secretName: metadata.name, defaultMode: 0o440 } },
      ]);
      const files = volumes?.[0]?.secret.items.map(({ key }) => `/run/keys/${key}`);
      const named = containers[0].env.filter(({ name }) => name.endsWith('_FILE')).map(({ value }) => value);
      expect(files?.sort(), metadata.name).toEqual(named.sort());
    }
    const users = deployments.find(({ metadata }) => metadata.name === 'users');
    const names = users?.spec.template.spec.containers[0].env.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_PRIVATE_KEYS_FILE', 'MONGODB_URI']),
    );
  });

  it('is entered with TLS, at the endpoint alone', () => {
    const ingress = render('overlays/production').find(({ kind }) => kind === 'Ingress');
    expect(ingress?.spec).toMatchObject({
      tls: [{ hosts: ['shop.example'], secretName: 'router-tls' }],
      rules: [{ host: 'shop.example', http: { paths: [{ path: '/graphql', pathType: 'Exact' }] } }],
    });
  });
});
