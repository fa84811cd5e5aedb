import type { StopSignal, TraceContext } from '@supergraph/service-kit/service';
import type { WaitClock } from './subgraphs/wait-clock.js';

/** The context of one client request, from the verification of its token until its answer is sent. */
export interface RequestContext {
  /** Identifies the request in every log line, in the envelope and in the client's answer. */
  readonly requestId: string;
  /** The request's position in its trace, which continues in the subgraphs. */
  readonly trace?: TraceContext | undefined;
  readonly caller: Caller;
  /** The client's network address, for limits that are kept per address. */
  readonly address?: string | undefined;
  /** The client's name and version, as the client sent them. */
  readonly clientName?: string | undefined;
  /** The name and version separately, where the client sent them. */
  readonly client?: ClientProgram | undefined;
  /** Aborted when the client disconnects or the request's deadline passes. */
  readonly signal: StopSignal;
  /** The request's deadline, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Measures the time waited for subgraphs, where a metric reports it. */
  readonly waits?: WaitClock | undefined;
}

/** The client's own name and version. Both are untrusted text. */
export interface ClientProgram {
  readonly name: string;
  readonly version: string;
}

/** The caller of a request. An anonymous caller has neither subject nor scopes. */
export interface Caller {
  readonly subject: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** The session of the access token, where the issuer names one (`sid`). */
  readonly session?: string | undefined;
  /** The verified claims of the access token, for policies. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export type { StopSignal };
