/** A Kubernetes object, as it is written to YAML. */
export type Manifest = Readonly<Record<string, unknown>>;

/** A service of ours as far as its manifests differ from the others'. */
export interface DeployedService {
  readonly name: string;
  readonly component: 'router' | 'subgraph';
  /** Its variables in the container, beside those that all services have. */
  readonly env: readonly Manifest[];
  /** The files of its Secret that are mounted in {@link KEYS}. */
  readonly keys: readonly string[];
  readonly memory: string;
  readonly maxReplicas: number;
}

/** The label by which Service, NetworkPolicy and the others select a service's pods. */
export function selectorOf(name: string) {
  return { 'app.kubernetes.io/name': name };
}

export function labelsOf({ name, component }: Pick<DeployedService, 'name' | 'component'>) {
  return { ...selectorOf(name), 'app.kubernetes.io/component': component };
}

/** The port of the GraphQL endpoint in every container. */
export const GRAPHQL_PORT = 4000;
/** Where a service's key files are in its container. A change of the Secret reaches them within about a minute. */
export const KEYS = '/run/keys';
/** The port of health and metrics in every container. */
export const ADMIN_PORT = 9000;
