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
export { paginateByParent } from './connection/by-parent.js';
export { decodeCursor, encodeCursor, type SortValue } from './connection/cursor.js';
export { paginate, paginateParts, type IndexKeys, type ListPart, type Sort } from './connection/keyset.js';
export { MAX_PAGE_SIZE, parsePage, type Page, type PageArguments } from './connection/page.js';
export type { Connection, Edge, PageInfo } from './connection/types.js';
export { connectDatabase } from './database/connect.js';
export { BACKGROUND, RELAY } from './database/metrics.js';
export { missingIndexes, type CreateModels } from './database/missing-indexes.js';
export { isDuplicateKey } from './database/duplicate-key.js';
export type { Caller } from './envelope/caller.js';
export { parseKeyRings, type EnvelopeKey, type KeyRing, type KeyRings } from './envelope/key-rings.js';
export { findKeyRings, openKeyRings } from './envelope/open-key-rings.js';
export {
  createEnvelopeSigner,
  ENVELOPE_HEADER,
  MAX_CLIENT_LENGTH,
  type EnvelopeSigner,
} from './envelope/signer.js';
export { createEnvelopeVerifier, EnvelopeError, type EnvelopeVerifier } from './envelope/verifier.js';
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
export { pause } from './concurrency/pause.js';
export { maxEntries } from './max-entries.js';
export { repeat, type Repetition } from './concurrency/repeat.js';
export { createEvent, type EventParts, type ServiceEvent } from './events/event.js';
export type { Consumer, EventHandler } from './events/consumer.js';
export { createEventSource, type EventSource, type SnapshotSource } from './events/event-source.js';
export { createConsumerModels, type ConsumerModels } from './events/models/consumer.js';
export { createConsumerPorts, startServiceConsumer, type ConsumerPorts } from './events/service-consumer.js';
export { CursorExpired, type Cursor, type EventLog, type LoggedEvent } from './events/event-log.js';
export { createEventModel, type EventModel } from './events/models/event.js';
export { FollowerTooSlow, type FollowOptions } from './events/follow.js';
export {
  createDocumentOutbox,
  OUTBOX_INDEX,
  type Outbox,
  type Pending,
  type WithOutbox,
} from './events/outbox.js';
export type { RelayPorts } from './events/relay.js';
export { createRelayPorts, startServiceEvents, type ServiceEvents } from './events/service-events.js';
export { fold } from './fold.js';
export { followFile } from './follow-file.js';
export { createGrouping, type Grouping, type GroupingOptions } from './grouping.js';
export { createAdminServer } from './http/admin.js';
export { createDrain, type Drain } from './http/drain.js';
export { isGone } from './http/is-gone.js';
export { listen } from './http/listen.js';
export { networkOf, readIpAddress } from './http/network.js';
export type { RefusalReason } from './http/refuse-connection.js';
export { createHttpServer, sendError, type HttpServerOptions } from './http/server.js';
export { openTls } from './http/tls.js';
export { runImport, type RecordWriter } from './run-import.js';
export { createLogger, type Logger } from './logger.js';
export { done, failed, type Outcome } from './outcome.js';
export type { GraphQLAnswer } from './outbound/answer.js';
export { createOutboundClient, type OutboundClient, type OutboundOptions } from './outbound/client.js';
export type { StopSignal } from './outbound/exchange.js';
export { OutboundError, type OutboundOutcome } from './outbound/outcome.js';
export { runService, type ReadyMessage, type RunningService } from './run-service.js';
export { CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from './scalars.js';
export { createSecurityLog, type SecurityEvent, type SecurityLog } from './security-log.js';
export { inSpan, recordingSpan } from './telemetry/span.js';
export { createErasureMetrics } from './telemetry/erasure-metrics.js';
export { startTelemetry, useAmbientTraces } from './telemetry/start.js';
export {
  readTraceContext,
  traceFields,
  writeTraceContext,
  type TraceContext,
} from './telemetry/trace-context.js';
export { beginTrace, endTrace, traceRequests } from './telemetry/trace-requests.js';
export { StartError } from './start-error.js';
export type { CallerContext } from './subgraph/authorization.js';
export type { CompleteResolvers } from './subgraph/complete-resolvers.js';
export { readProtectionNames, type Protection } from './subgraph/protections.js';
export type { FollowEvents, StreamedEvent } from './subgraph/follow-events.js';
export { readReferenceId } from './subgraph/references.js';
export { createSubgraphServer, type SubgraphOptions } from './subgraph/server.js';
export type { ServiceCalls } from './subgraph/service-calls.js';
export { runSubgraph, subgraphVariables, type Subgraph, type SubgraphDependencies } from './subgraph/run.js';
export { countCharacters, isPlainText, isText, type TextLength } from './text.js';
