import type { RequestContext } from '../context.js';

/** The facts about a request that its operation needs. */
export interface OperationContext extends RequestContext {
  /** Sent by GET, so that mutations are refused. */
  readonly safeMethod: boolean;
  /** Whether the client requested the cost of its operation. */
  readonly wantsCost: boolean;
  /** Called when the operation waits to be planned. The planner limits the waiting operations itself. */
  readonly onPlanning?: (() => void) | undefined;
  /** Whether the client accepts an answer in parts. */
  readonly inParts?: boolean;
}
