import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parseAllDocuments } from 'yaml';

const root = resolve(import.meta.dirname, '../../../..');
export const kubernetes = join(root, 'deploy/kubernetes');

export type Labels = Readonly<Record<string, string>>;

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly spec?: unknown;
}

interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: KeyReference; readonly configMapKeyRef?: KeyReference };
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly resources: { readonly requests: Labels; readonly limits: Labels };
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly startupProbe: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly livenessProbe: Container['startupProbe'];
  readonly readinessProbe: Container['startupProbe'];
}

export interface Deployment extends KubernetesObject {
  readonly spec: {
    readonly selector: { readonly matchLabels: Labels };
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: {
        readonly automountServiceAccountToken: boolean;
        readonly terminationGracePeriodSeconds: number;
        readonly securityContext: Readonly<Record<string, unknown>>;
        readonly topologySpreadConstraints: readonly object[];
        readonly containers: readonly [Container];
        readonly volumes?: readonly {
          readonly name: string;
          readonly secret: {
            readonly secretName: string;
            readonly items: readonly { readonly key: string }[];
          };
        }[];
      };
    };
  };
}

export function parseObjects(text: string): readonly KubernetesObject[] {
  return parseAllDocuments(text)
    .map((document) => document.toJSON() as KubernetesObject | null)
    .filter((object) => object !== null);
}

/** Whether kubectl is installed, with kustomize version 5 or newer. */
export function canRender(): boolean {
  try {
    const text = execFileSync('kubectl', ['version', '--client', '-o', 'json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { kustomizeVersion } = JSON.parse(text) as { kustomizeVersion?: string };
    return /^v([5-9]|\d\d)\./.test(kustomizeVersion ?? '');
  } catch {
    return false;
  }
}

/** Renders the objects that `kubectl apply -k` sends to the cluster. */
export function render(folder: string): readonly KubernetesObject[] {
  return parseObjects(execFileSync('kubectl', ['kustomize', join(kubernetes, folder)], { encoding: 'utf8' }));
}

/**
 * Creates a function that validates an object against the Kubernetes schemas and returns the problems. Unknown fields
 * are errors.
 */
export function createObjectChecker(): (object: KubernetesObject) => readonly string[] {
  const { kinds, ...schema } = JSON.parse(
    readFileSync(join(kubernetes, 'schema/kubernetes.json'), 'utf8'),
  ) as { kinds: Readonly<Record<string, string>>; $defs: object };
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { int32: true, int64: true, double: true, byte: true, 'date-time': true, 'int-or-string': true },
  });
  ajv.addSchema({ $id: 'kubernetes', $defs: schema.$defs });
  const validators = new Map<string, ValidateFunction>();
  for (const [kind, definition] of Object.entries(kinds)) {
    validators.set(kind, ajv.compile({ $ref: `kubernetes#/$defs/${definition}` }));
  }
  return (object) => {
    const kind = `${object.apiVersion} ${object.kind}`;
    const validate = validators.get(kind);
    if (validate === undefined) return [`${kind} is not among the kinds of the schema`];
    validate(object);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${object.kind} ${object.metadata.name}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  };
}
