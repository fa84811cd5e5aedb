import { recordingSpan, type TraceContext } from '@supergraph/service-kit/service';
import type { PreparedOperation } from './prepared-operation.js';

/** Names a request's span after its operation, once that is known. */
export function nameSpan(
  trace: TraceContext | undefined,
  { documentId, parts, kind }: PreparedOperation,
): void {
  const span = recordingSpan(trace);
  if (span === undefined) return;
  const name = parts.definition.name?.value;
  span.updateName(name === undefined ? kind : `${kind} ${name}`);
  span.setAttribute('graphql.operation.type', kind);
  span.setAttribute('graphql.document.id', documentId);
  if (name !== undefined) span.setAttribute('graphql.operation.name', name);
}
