/** The only service that acts for users: an envelope of any other service has neither subject nor scopes. */
export const ROUTER = 'router';

/** The sender of a request to a subgraph, read from its envelope. */
export interface Caller {
  /** The signed-in user's id; undefined for an anonymous caller and for a service that acts for itself. */
  readonly subject: string | undefined;
  /** The scopes of the user's access token. */
  readonly scopes: ReadonlySet<string>;
  /** The service that sent the request: `router`, or another subgraph. */
  readonly service: string;
  /** The session of the user's access token; undefined when the token has none. */
  readonly session?: string | undefined;
  /** The client's own name for its program, as it was sent: untrusted text. Undefined when the client sent none. */
  readonly client?: string | undefined;
  /** The client's network address, as the router determined it; undefined when the sender does not know it. */
  readonly address?: string | undefined;
  /** The id of the client's request, the same in every service. */
  readonly requestId: string;
}
