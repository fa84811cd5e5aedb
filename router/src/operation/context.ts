import type { RequestContext } from '../context.js';

/** The facts about a request that its operation needs. */
export interface OperationContext extends RequestContext {
  /** Sent by GET, so that mutations are refused. */
  readonly safeMethod: boolean;
  /** Whether the client requested the cost of its operation. */
  readonly wantsCost: boolean;
  /** Whether the client accepts an answer in parts. */
  readonly inParts?: boolean;
}
