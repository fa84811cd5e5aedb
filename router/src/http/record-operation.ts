import type { TraceContext } from '@supergraph/service-kit/service';
import type { AnsweredRequest } from '../metrics.js';
import type { WaitClock } from '../subgraphs/wait-clock.js';
import type { AccessLog, LoggedOperation } from './access-log.js';

export interface Recorders {
  readonly access: Pick<AccessLog, 'write'>;
  /** Called for every operation that was answered, for metrics. */
  readonly observe?: (answered: AnsweredRequest) => void;
}

/** An operation over WebSocket that has ended. */
export interface EndedOperation {
  readonly requestId: string;
  readonly trace: TraceContext | undefined;
  /** Undefined when it was refused before it was known to be valid. */
  readonly operation: LoggedOperation | undefined;
  /** When it was received, in milliseconds of `performance.now()`. */
  readonly received: number;
  readonly waits: WaitClock;
  /** The status that its answer has over HTTP. */
  readonly status: number;
  /** `answered`, or the code of the error that left no data; undefined for a subscription, which has metrics of its own. */
  readonly outcome: string | undefined;
  /** Whether its client disconnected or completed it before its end. */
  readonly hasLeft: boolean;
}

/** Observes an operation over WebSocket and writes its access line. */
export function recordOperation({ access, observe }: Recorders, ended: EndedOperation): void {
  const { requestId, trace, operation, received, waits, status, outcome, hasLeft } = ended;
  const ms = performance.now() - received;
  if (outcome !== undefined)
    observe?.({
      outcome: hasLeft ? 'left' : outcome,
      seconds: ms / 1_000,
      waitedSeconds: waits.waitedMs / 1_000,
    });
  access.write({ requestId, trace, operation, method: 'WEBSOCKET', status, ms, hasLeft });
}
