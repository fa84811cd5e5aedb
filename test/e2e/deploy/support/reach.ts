import type { KubernetesObject, Labels } from './kubernetes.js';

interface Peer {
  readonly podSelector?: { readonly matchLabels?: Labels };
  readonly namespaceSelector?: { readonly matchLabels?: Labels };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number }[];
}

interface Policy {
  readonly podSelector: { readonly matchLabels?: Labels };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** A pod in the services' namespace or in another one. */
export interface Party {
  readonly labels: Labels;
  /** Default: the namespace of the services. */
  readonly namespace?: string;
}

/** Whether the network policies allow a connection from one party to another's port, by the rules of Kubernetes. */
export function mayReach(
  objects: readonly KubernetesObject[],
  from: Party,
  to: Party,
  port: number,
): boolean {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec as Policy);
  return allows(policies, 'Egress', from, to, port) && allows(policies, 'Ingress', to, from, port);
}

function allows(
  policies: readonly Policy[],
  direction: 'Ingress' | 'Egress',
  pod: Party,
  other: Party,
  port: number,
): boolean {
  // Network policies apply only to pods of their own namespace.
  if (pod.namespace !== undefined) return true;
  const applying = policies.filter(
    ({ podSelector, policyTypes }) => policyTypes.includes(direction) && selects(podSelector, pod.labels),
  );
  if (applying.length === 0) return true;
  return applying
    .flatMap((policy) => (direction === 'Ingress' ? policy.ingress : policy.egress) ?? [])
    .some(
      ({ from, to, ports }) =>
        // A rule without peers is about all of them.
        ((from ?? to)?.some((peer) => isPeer(peer, other)) ?? true) &&
        (ports === undefined || ports.some((allowed) => allowed.port === port)),
    );
}

function isPeer({ podSelector, namespaceSelector }: Peer, { labels, namespace }: Party): boolean {
  const rightNamespace =
    namespaceSelector === undefined
      ? namespace === undefined
      : namespace !== undefined && selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace });
  return rightNamespace && selects(podSelector ?? {}, labels);
}

function selects({ matchLabels = {} }: { readonly matchLabels?: Labels }, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
}
