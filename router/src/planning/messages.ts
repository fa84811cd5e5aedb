import { StartError } from '@supergraph/service-kit/start-error';
import { Refusal, refuse } from '../errors/refuse.js';
import type { OperationParts } from '../execution/operation.js';
import type { PlannedOperation } from '../execution/planner.js';
import type { PlanRequest, SupergraphDescription } from './planner.js';

/** An error as plain data. Structured clones of errors lose their classes and their own fields. */
export type SentError =
  | { readonly kind: 'refusal'; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: 'start'; readonly message: string; readonly cause: unknown }
  | { readonly kind: 'other'; readonly error: unknown };

/** A plan as it is sent: an operation that needed no aliases is not sent back. */
export type SentPlan = Pick<PlannedOperation, 'plan' | 'clientKeys'> & {
  readonly aliased: OperationParts | undefined;
};

/** A request to the thread, which answers one after the other. Supergraphs have numbers. */
export type ThreadRequest =
  | { readonly kind: 'load'; readonly graph: number; readonly supergraphSdl: string }
  | { readonly kind: 'plan'; readonly graph: number; readonly request: PlanRequest }
  | { readonly kind: 'unload'; readonly graph: number };

/** The thread's answer to one request. */
export type ThreadAnswer = (
  | { readonly description: SupergraphDescription }
  | { readonly planned: SentPlan }
  | { readonly unloaded: true }
  | { readonly failed: SentError }
) & {
  /** The memory in use in the thread, in bytes. */
  readonly heapBytes: number;
};

export function packError(error: unknown): SentError {
  if (error instanceof StartError) return { kind: 'start', message: error.message, cause: error.cause };
  if (!(error instanceof Refusal)) return { kind: 'other', error };
  const { status, message, extensions } = error;
  return { kind: 'refusal', status, code: String(extensions.code), message };
}

export function unpackError(sent: SentError): unknown {
  if (sent.kind === 'start') return new StartError(sent.message, sent.cause);
  return sent.kind === 'refusal' ? refuse(sent.status, sent.code, sent.message) : sent.error;
}

export function packPlan({ plan, clientKeys, operation }: PlannedOperation, request: PlanRequest): SentPlan {
  return { plan, clientKeys, aliased: operation === request.operation ? undefined : operation };
}

export function unpackPlan({ plan, clientKeys, aliased }: SentPlan, request: PlanRequest): PlannedOperation {
  return { plan, clientKeys, operation: aliased ?? request.operation };
}
