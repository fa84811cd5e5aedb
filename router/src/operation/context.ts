import type { RequestContext } from '../context.js';
import type { PreparedOperation } from './prepared-operation.js';

/** The facts about a request that its operation needs. */
export interface OperationContext extends RequestContext {
  /** Sent by GET, so that mutations are refused. */
  readonly safeMethod: boolean;
  /** Whether the client requested the cost of its operation. */
  readonly wantsCost: boolean;
  /** Called when the operation is known to be valid, for its span and access line. */
  readonly onPrepared?: ((operation: PreparedOperation) => void) | undefined;
  /** Called when the operation waits to be planned. The planner limits the waiting operations itself. */
  readonly onPlanning?: (() => void) | undefined;
  /** Whether the client accepts an answer in parts. */
  readonly inParts?: boolean;
}
