import type { RequestContext } from '../context.js';

/** What Apollo Server carries through one operation, in its `contextValue`. */
export interface OperationContext extends RequestContext {
  /** Sent by GET: no mutation may come of it. */
  readonly safeMethod: boolean;
  /** A browser would send it for any site's page without asking us first. */
  readonly unsolicited: boolean;
  /** What the client asked to be told of its request's cost. */
  readonly wantsCost: boolean;
  /** `extensions` of the answer. One object for the whole request: Apollo Server copies the context. */
  readonly extensions: Record<string, unknown>;
}
