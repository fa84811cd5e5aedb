import type { OperationType } from './document.js';
import type { RegisteredOperation } from './operation.js';

/**
 * The list of trusted documents in the format of Apollo's persisted query manifests, version 1, which routers and
 * client libraries read directly.
 */
export interface PersistedQueryManifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: OperationType;
    readonly body: string;
  }[];
}

export function manifestOf(operations: readonly RegisteredOperation[]): PersistedQueryManifest {
  const sorted = [...operations].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: sorted.map(({ id, name, type, body }) => ({ id, name, type, body })),
  };
}
