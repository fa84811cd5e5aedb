import type { RequestContext } from '../context.js';

/** One GraphQL operation for one subgraph. */
export interface SubgraphRequest {
  /** The subgraph's name in the supergraph, in lower case as its `@join__graph(name:)` says. */
  readonly subgraph: string;
  /** The JSON body to POST: `{"query":…,"variables":…,"operationName":…}`. */
  readonly body: string;
  /** Queries may be sent again when the subgraph did not answer; mutations never. */
  readonly operation: 'query' | 'mutation';
  /** How many entities it asks for; undefined for a fetch of root fields. */
  readonly entities?: number;
  readonly context: RequestContext;
}

/** The parsed JSON object a subgraph answered with. Nothing in it has been checked: a subgraph may lie. */
export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/** Sends operations to subgraphs. The only way out of the router to a subgraph's GraphQL endpoint. */
export interface SubgraphTransport {
  /**
   * @returns the answer, when the subgraph gave one that is a JSON object
   * @throws SubgraphUnavailable for everything else
   */
  send(request: SubgraphRequest): Promise<SubgraphAnswer>;
}

/** A subgraph gave no usable answer. The client sees the code alone; the detail is for the log. */
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
