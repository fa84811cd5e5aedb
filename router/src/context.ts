import type { StopSignal, TraceContext } from '@supergraph/service-kit';

/** The facts of one client request, from the moment its token is verified until its answer is sent. */
export interface RequestContext {
  /** Names the request in every log line, in the envelope and in the client's answer. */
  readonly requestId: string;
  /** Where the request is in its trace, which goes on in the subgraphs. */
  readonly trace?: TraceContext | undefined;
  readonly caller: Caller;
  /** The client's network address, for limits that are kept per address. */
  readonly address?: string | undefined;
  /** The program that the client says it is, as it was sent. */
  readonly clientName?: string | undefined;
  /** The name and version in it, where the client sent any. */
  readonly client?: ClientProgram | undefined;
  /** Aborted when the client goes away or the request's deadline passes. */
  readonly signal: StopSignal;
  /** When the whole request must have been answered, in milliseconds of `performance.now()`. */
  readonly deadline: number;
}

/** The program that a client says it is. Both are text of a stranger. */
export interface ClientProgram {
  readonly name: string;
  readonly version: string;
}

/** Who is asking. An anonymous caller has neither subject nor scopes. */
export interface Caller {
  readonly subject: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** The session that the access token belongs to, where its issuer names one (`sid`). */
  readonly session?: string | undefined;
  /** The verified claims of the access token, for policies. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export type { StopSignal };
