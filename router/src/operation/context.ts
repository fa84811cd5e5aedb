import type { RequestContext } from '../context.js';

/** What is known of a request while its operation is handled. */
export interface OperationContext extends RequestContext {
  /** Sent by GET: no mutation may come of it. */
  readonly safeMethod: boolean;
  /** Whether the client asked to be told what its operation costs. */
  readonly wantsCost: boolean;
}
