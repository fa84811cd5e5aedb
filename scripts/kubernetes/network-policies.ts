import { ADMIN_PORT, GRAPHQL_PORT, selectorOf, type Manifest } from './service.js';

/** Pods and namespaces of other charts, selected by the labels that Kubernetes and the charts give them. */
const MONITORING = inNamespace('monitoring');
const INGRESS_CONTROLLER = inNamespace('ingress-nginx');

const OTLP_PORT = 4318;
const MONGODB_PORT = 27017;
const REDIS_PORT = 6379;
/** Message submission with implicit TLS and with STARTTLS (RFC 8314). */
const SUBMISSION_PORTS = [465, 587];

/** Admits clients through the ingress controller. Allows connections to the subgraphs, Redis and the collector. */
export function routerPolicy(subgraphs: readonly string[]): Manifest {
  return policy('router', {
    ingress: [rule('from', [INGRESS_CONTROLLER], GRAPHQL_PORT), rule('from', [MONITORING], ADMIN_PORT)],
    egress: [
      rule('to', subgraphs.map(podsOf), GRAPHQL_PORT),
      rule('to', [podsOf('redis')], REDIS_PORT),
      rule('to', [MONITORING], OTLP_PORT),
    ],
  });
}

/** The peers of a subgraph beside the router and its database. */
export interface SubgraphPeers {
  readonly callers: readonly string[];
  readonly calls: readonly string[];
  readonly sendsMail: boolean;
}

/**
 * Admits the router and the subgraphs that declare calls to it. Allows connections to its own database, the subgraphs
 * that it calls, the Redis for events, if there is one, and, if it sends mail, mail servers anywhere: a policy cannot
 * name a host.
 */
export function subgraphPolicy(name: string, { callers, calls, sendsMail }: SubgraphPeers): Manifest {
  return policy(name, {
    ingress: [
      rule('from', ['router', ...callers].map(podsOf), GRAPHQL_PORT),
      rule('from', [MONITORING], ADMIN_PORT),
    ],
    egress: [
      rule('to', [podsOf(databaseOf(name))], MONGODB_PORT),
      ...(calls.length > 0 ? [rule('to', calls.map(podsOf), GRAPHQL_PORT)] : []),
      rule('to', [podsOf('events-redis')], REDIS_PORT),
      ...(sendsMail ? [{ ports: SUBMISSION_PORTS.map((port) => ({ protocol: 'TCP', port })) }] : []),
      rule('to', [MONITORING], OTLP_PORT),
    ],
  });
}

/** Admits its own subgraph and the other members of its replica set to a database in the same namespace. */
export function databasePolicy(name: string): Manifest {
  const database = databaseOf(name);
  return policy(database, {
    ingress: [rule('from', [podsOf(name), podsOf(database)], MONGODB_PORT)],
    egress: [rule('to', [podsOf(database)], MONGODB_PORT)],
  });
}

export function databaseOf(subgraph: string): string {
  return `${subgraph}-db`;
}

function policy(
  name: string,
  rules: { ingress: readonly Manifest[]; egress: readonly Manifest[] },
): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels: selectorOf(name) },
    spec: { podSelector: { matchLabels: selectorOf(name) }, policyTypes: ['Ingress', 'Egress'], ...rules },
  };
}

function rule(side: 'from' | 'to', peers: readonly Manifest[], port: number): Manifest {
  return { [side]: peers, ports: [{ protocol: 'TCP', port }] };
}

function podsOf(name: string): Manifest {
  return { podSelector: { matchLabels: selectorOf(name) } };
}

function inNamespace(name: string): Manifest {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}
