import type { TraceContext } from '@supergraph/service-kit/service';
import type { Caller, ClientProgram } from '../context.js';
import type { OperationContext } from '../operation/context.js';
import { Stop } from '../stop.js';
import type { WaitClock } from '../subgraphs/wait-clock.js';

export interface ContextOptions {
  readonly requestId: string;
  readonly trace: TraceContext | undefined;
  readonly caller: Caller;
  readonly address: string;
  readonly clientName: string | undefined;
  readonly program: ClientProgram | undefined;
  /** The time limit of an operation, in milliseconds. */
  readonly timeoutMs: number;
  readonly safeMethod: boolean;
  readonly wantsCost: boolean;
  readonly waits?: WaitClock | undefined;
  readonly onPlanning: () => void;
  readonly onPrepared?: OperationContext['onPrepared'];
  /** Whether the client accepts an answer in parts. */
  readonly inParts: boolean;
}

/** An operation's context, and the functions that abort and close it. */
export interface OpenedContext {
  readonly context: OperationContext;
  /** Fires its signal: no client waits for the answer any more. Also called after `close`, it does no harm. */
  readonly abort: () => void;
  readonly close: () => void;
}

/** Opens an operation's context: its signal fires when its time limit has passed, or when it is aborted. */
export function openContext(options: ContextOptions): OpenedContext {
  const { timeoutMs, requestId, caller, address, clientName, safeMethod, wantsCost, inParts } = options;
  const signal = new Stop();
  const abort = () => signal.abort();
  const timer = setTimeout(abort, timeoutMs);
  return {
    context: {
      requestId,
      trace: options.trace,
      caller,
      address,
      clientName,
      client: options.program,
      signal,
      deadline: performance.now() + timeoutMs,
      safeMethod,
      wantsCost,
      waits: options.waits,
      inParts,
      onPlanning: options.onPlanning,
      onPrepared: options.onPrepared,
    },
    abort,
    close() {
      clearTimeout(timer);
    },
  };
}
