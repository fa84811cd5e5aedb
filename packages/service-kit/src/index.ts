export * from './service.js';
export { paginateByParent } from './connection/by-parent.js';
export { countUpToMax, MAX_TOTAL_COUNT } from './connection/count.js';
export { decodeCursor, encodeCursor, type SortValue } from './connection/cursor.js';
export { paginate, paginateParts, type IndexKeys, type ListPart, type Sort } from './connection/keyset.js';
export { MAX_PAGE_SIZE, parsePage, type Page, type PageArguments } from './connection/page.js';
export type { Connection, Edge, PageInfo } from './connection/types.js';
export { connectDatabase } from './database/connect.js';
export { BACKGROUND, RELAY } from './database/metrics.js';
export { missingIndexes, type CreateModels } from './database/missing-indexes.js';
export { isDuplicateKey } from './database/duplicate-key.js';
export { UNJOURNALED } from './database/concerns.js';
export type { Caller } from './envelope/caller.js';
export { createEnvelopeVerifier, EnvelopeError, type EnvelopeVerifier } from './envelope/verifier.js';
export { pause } from './concurrency/pause.js';
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
export { createReadMemory, type ReadMemory } from './read-memory.js';
export { shareEqualReads, shareReads } from './shared-read.js';
export type { RefusalReason } from './http/refuse-connection.js';
export { runImport, type RecordWriter } from './run-import.js';
export { done, failed, type Outcome } from './outcome.js';
export type { GraphQLAnswer } from './outbound/answer.js';
export { createErasureMetrics } from './telemetry/erasure-metrics.js';
export type { CallerContext } from './subgraph/authorization.js';
export type { CompleteResolvers } from './subgraph/complete-resolvers.js';
export { readProtectionNames, type Protection } from './subgraph/protections.js';
export type { FollowEvents, StreamedEvent } from './subgraph/follow-events.js';
export { readReferenceId } from './subgraph/references.js';
export { selectedNames } from './subgraph/selected-names.js';
export { createSubgraphServer, type SubgraphOptions } from './subgraph/server.js';
export type { RequestLogger } from './subgraph/request-logger.js';
export type { ServiceCalls } from './subgraph/service-calls.js';
export { runSubgraph, subgraphVariables, type Subgraph, type SubgraphDependencies } from './subgraph/run.js';
export { countCharacters, isPlainText, isText, type TextLength } from './text.js';
