import {
  ADMIN_PORT,
  GRAPHQL_PORT,
  KEYS,
  labelsOf,
  selectorOf,
  type DeployedService,
  type Manifest,
} from './service.js';

/**
 * How long a stopping pod continues to answer. Ingress controllers remove a router's address within seconds. The callers of
 * a subgraph use an address until three of their lookups, which are 3 s apart, were without it, and a cluster's name
 * service may return it for another 30 s.
 */
const DRAIN_MS = { router: 10_000, subgraph: 45_000 };
/** A service ends at most 5 s after its drain. */
const TERMINATION_MS = 15_000;

const READABLE_BY_GROUP = 0o440;

/** The id of the image's user `node`. */
const NODE_USER = 1000;

/** The objects that run a service: Deployment, Service, PodDisruptionBudget and HorizontalPodAutoscaler. */
export function workloadOf(service: DeployedService): readonly Manifest[] {
  return [deployment(service), clusterService(service), disruptionBudget(service), autoscaler(service)];
}

function deployment(service: DeployedService): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: service.name, labels: labelsOf(service) },
    spec: {
      selector: { matchLabels: selectorOf(service.name) },
      // A new pod has to be ready before an old one stops.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels: labelsOf(service) }, spec: pod(service) },
    },
  };
}

function pod(service: DeployedService): Manifest {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: (DRAIN_MS[service.component] + TERMINATION_MS) / 1_000,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NODE_USER,
      runAsGroup: NODE_USER,
      // Key files belong to root; the group lets the service read them.
      fsGroup: NODE_USER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(
      (topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: selectorOf(service.name) },
      }),
    ),
    containers: [container(service)],
    volumes: [
      {
        name: 'keys',
        secret: {
          secretName: service.name,
          defaultMode: READABLE_BY_GROUP,
          items: service.keys.map((key) => ({ key, path: key })),
        },
      },
    ],
  };
}

function container({ name, component, env, memory }: DeployedService): Manifest {
  return {
    name,
    image: `supergraph/${name}`,
    ports: [
      { name: 'graphql', containerPort: GRAPHQL_PORT },
      { name: 'admin', containerPort: ADMIN_PORT },
    ],
    env: [
      // Kubelet and Prometheus use the address of the pod; the network policy admits no other client.
      { name: 'ADMIN_HOST', value: '0.0.0.0' },
      { name: 'ADMIN_PORT', value: String(ADMIN_PORT) },
      { name: 'DRAIN_MS', value: String(DRAIN_MS[component]) },
      setting('OTEL_EXPORTER_OTLP_ENDPOINT', { optional: true }),
      ...env,
    ],
    // No CPU limit: it would delay requests while cores are idle.
    resources: { requests: { cpu: '250m', memory }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'keys', mountPath: KEYS, readOnly: true }],
    startupProbe: probe('/health/live', { periodSeconds: 2, failureThreshold: 60 }),
    livenessProbe: probe('/health/live', { periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5 }),
    readinessProbe: probe('/health/ready', { periodSeconds: 2, failureThreshold: 2, timeoutSeconds: 3 }),
  };
}

function probe(path: string, timing: Readonly<Record<string, number>>): Manifest {
  return { httpGet: { path, port: 'admin' }, ...timing };
}

/** A variable from the ConfigMap of the overlay, with the same value for all services that use it. */
export function setting(name: string, { optional = false } = {}): Manifest {
  return {
    name,
    valueFrom: { configMapKeyRef: { name: 'settings', key: name, ...(optional ? { optional } : {}) } },
  };
}

/** A variable from the service's own Secret. */
export function secret(service: string, name: string, { optional = false } = {}): Manifest {
  return {
    name,
    valueFrom: { secretKeyRef: { name: service, key: name, ...(optional ? { optional } : {}) } },
  };
}

/**
 * The name of a subgraph has the address of every ready pod, among which its callers choose. The router has one address:
 * an ingress controller chooses among its pods, and other clients do not look its name up again.
 */
function clusterService(service: DeployedService): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service.name, labels: labelsOf(service) },
    spec: {
      ...(service.component === 'subgraph' ? { clusterIP: 'None' } : {}),
      selector: selectorOf(service.name),
      ports: [{ name: 'graphql', port: GRAPHQL_PORT, targetPort: 'graphql' }],
    },
  };
}

function disruptionBudget({ name, component }: DeployedService): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels: labelsOf({ name, component }) },
    spec: { maxUnavailable: 1, selector: { matchLabels: selectorOf(name) } },
  };
}

function autoscaler({ name, component, maxReplicas }: DeployedService): Manifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels: labelsOf({ name, component }) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 2,
      maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    },
  };
}
