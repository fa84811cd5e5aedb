import type { RequestContext } from '../context.js';

/** The facts of a request that handling its operation needs. */
export interface OperationContext extends RequestContext {
  /** Sent by GET: no mutation may come of it. */
  readonly safeMethod: boolean;
  /** Whether the client asked to be told what its operation costs. */
  readonly wantsCost: boolean;
}
