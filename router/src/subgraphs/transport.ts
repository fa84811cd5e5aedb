import type { RequestContext } from '../context.js';

/** One GraphQL operation for one subgraph. */
export interface SubgraphRequest {
  /** The subgraph's name in the supergraph, in lower case as in `@join__graph(name:)`. */
  readonly subgraph: string;
  /** The JSON body to POST: `{"query":…,"variables":…,"operationName":…}`. */
  readonly body: string;
  /** A query may be sent again when the subgraph did not answer; a mutation never. A subscription opens a stream. */
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** The number of requested entities; undefined for a fetch of root fields. */
  readonly entities?: number | undefined;
  readonly context: RequestContext;
}

/** The parsed JSON object that a subgraph answered with. It is not validated. */
export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/** Sends operations to subgraphs. All requests to a subgraph's GraphQL endpoint go through it. */
export interface SubgraphTransport {
  /**
   * @returns the subgraph's answer when it is a JSON object
   * @throws SubgraphUnavailable otherwise
   */
  send(request: SubgraphRequest): Promise<SubgraphAnswer>;
}

/** A subgraph gave no usable answer. The client gets only the code; the detail is for the log. */
export class SubgraphUnavailable extends Error {
  readonly code: 'SERVICE_UNAVAILABLE' | 'TIMEOUT';
  readonly subgraph: string;

  constructor(subgraph: string, code: 'SERVICE_UNAVAILABLE' | 'TIMEOUT', detail: string, cause?: unknown) {
    super(`${subgraph}: ${detail}`, { cause });
    this.name = 'SubgraphUnavailable';
    this.subgraph = subgraph;
    this.code = code;
  }
}
