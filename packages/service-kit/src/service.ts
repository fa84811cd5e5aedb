// The parts of the kit for any service. They load neither Mongoose nor Apollo Server, which only subgraphs need.
export {
  commonVariables,
  flag,
  integer,
  port,
  readConfig,
  required,
  url,
  urls,
  type Environment,
} from './config.js';
export { parseKeyRings, type EnvelopeKey, type KeyRing, type KeyRings } from './envelope/key-rings.js';
export { findKeyRings, openKeyRings } from './envelope/open-key-rings.js';
export {
  createEnvelopeSigner,
  ENVELOPE_HEADER,
  MAX_CLIENT_LENGTH,
  type EnvelopeSigner,
} from './envelope/signer.js';
export {
  badUserInput,
  forbidden,
  isPublicErrorCode,
  PublicError,
  publicErrorCodes,
  serviceUnavailable,
  unauthenticated,
  type PublicErrorCode,
} from './errors.js';
export { createConcurrencyGate, type ConcurrencyGate, type Place } from './concurrency/gate.js';
export { maxEntries } from './max-entries.js';
export { createAdminServer } from './http/admin.js';
export { createDrain, type ClosingStep, type Drain, type MeetOthers } from './http/drain.js';
export { releaseBody } from './http/held-bodies.js';
export { isGone } from './http/is-gone.js';
export { afterNextRead, isNewConnection } from './http/new-connection.js';
export { listen } from './http/listen.js';
export { networkOf, readIpAddress } from './http/network.js';
export { createHttpServer, sendError, type HttpServerOptions } from './http/server.js';
export { openTls } from './http/tls.js';
export { logFailure } from './log-failure.js';
export { createLogger, type Logger } from './logger.js';
export { createOutboundClient, type OutboundClient, type OutboundOptions } from './outbound/client.js';
export type { StopSignal } from './outbound/exchange.js';
export { OutboundError, type OutboundOutcome } from './outbound/outcome.js';
export { runService, type ReadyMessage, type RunningService } from './run-service.js';
export { CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from './scalars.js';
export { createSecurityLog, type SecurityEvent, type SecurityLog } from './security-log.js';
export { SummedHistogram } from './telemetry/summed-histogram.js';
export { inSpan, recordingSpan } from './telemetry/span.js';
export { startTelemetry, useAmbientTraces } from './telemetry/start.js';
export {
  readTraceContext,
  traceFields,
  writeTraceContext,
  type TraceContext,
} from './telemetry/trace-context.js';
export { beginTrace, endTrace, traceRequests } from './telemetry/trace-requests.js';
export { StartError } from './start-error.js';
