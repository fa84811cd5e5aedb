/** A Kubernetes object, before it is written as YAML. */
export type Manifest = Readonly<Record<string, unknown>>;

/** The properties in which the services' manifests differ. */
export interface DeployedService {
  readonly name: string;
  readonly component: 'router' | 'subgraph';
  /** Its container variables, in addition to those of all services. */
  readonly env: readonly Manifest[];
  /** The files of its Secret, mounted in {@link KEYS}. */
  readonly keys: readonly string[];
  readonly memory: string;
  readonly maxReplicas: number;
}

/** The label by which other objects, such as Service and NetworkPolicy, select a service's pods. */
export function selectorOf(name: string) {
  return { 'app.kubernetes.io/name': name };
}

export function labelsOf({ name, component }: Pick<DeployedService, 'name' | 'component'>) {
  return { ...selectorOf(name), 'app.kubernetes.io/component': component };
}

/** The port of the GraphQL endpoint in every container. */
export const GRAPHQL_PORT = 4000;
/** The folder of the key files in a container. A change of the Secret arrives there within about a minute. */
export const KEYS = '/run/keys';
/** The port of health and metrics in every container. */
export const ADMIN_PORT = 9000;
