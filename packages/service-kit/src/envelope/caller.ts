/** The one service that speaks for users: an envelope of any other has neither subject nor scopes. */
export const ROUTER = 'router';

/** The sender of a request to a subgraph, as its envelope says. */
export interface Caller {
  /** The signed-in user's id; undefined for an anonymous caller and for a service on its own behalf. */
  readonly subject: string | undefined;
  /** The scopes of the user's access token. */
  readonly scopes: ReadonlySet<string>;
  /** The service that sent the request: `router`, or another subgraph. */
  readonly service: string;
  /** The session that the user's access token belongs to; undefined when the token names none. */
  readonly session?: string | undefined;
  /** The program that the client says it is, as it was sent: text of a stranger. Undefined when it says nothing. */
  readonly client?: string | undefined;
  /** The client's network address, as the router saw it; undefined when the sender does not know one. */
  readonly address?: string | undefined;
  /** Names the client's request through every hop. */
  readonly requestId: string;
}
