import type { Logger } from '@supergraph/service-kit/service';
import { refuse } from '../errors/refuse.js';
import { hashOf, type TrustedDocuments } from './manifest.js';

/**
 * - `accept`: registered operations by id, and all others
 * - `report`: the same, and every operation that is not in the manifest is logged
 * - `enforce`: registered operations only
 */
export type TrustMode = 'accept' | 'report' | 'enforce';

/** A client's reference to a document. */
export interface SentDocument {
  readonly query: string | undefined;
  /** The id of a registered operation, instead of a query. */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The document text for a client's reference.
 *
 * @throws Refusal when there is no such document, or it is not accepted
 */
export type DocumentResolver = (sent: SentDocument, requestId: string) => string;

/**
 * A public GraphQL endpoint runs any operation that a stranger writes. Clients that are built with their operations can
 * send an id instead of a query, and a router that accepts nothing else has its whole surface in one reviewed file.
 * `report` shows in advance which clients would be refused.
 *
 * The id comes as Apollo's clients send it (`extensions.persistedQuery.sha256Hash`) or as `documentId`.
 */
export function createDocumentResolver(
  documents: TrustedDocuments | undefined,
  mode: TrustMode,
  logger: Logger,
): DocumentResolver {
  return (sent, requestId) => {
    const id = readId(sent);
    const { query } = sent;
    const isTrusted =
      query !== undefined && (id === undefined ? documents?.has(query) : documents?.find(id) === query);
    if (id !== undefined) {
      if (query === undefined) return documents?.find(id) ?? failUnregistered(sent);
      if (isTrusted !== true && hashOf(query) !== id) {
        return fail(400, 'BAD_REQUEST', 'The id is not the SHA-256 of the query.');
      }
    }
    if (query === undefined || query === '') {
      return fail(400, 'BAD_REQUEST', 'Send a `query`, or the id of a registered one as `documentId`.');
    }
    if (mode !== 'accept' && isTrusted !== true) distrust(sent, query, mode, logger, requestId);
    return query;
  };
}

function fail(status: number, code: string, message: string): never {
  throw refuse(status, code, message);
}

/**
 * Clients of automatic persisted queries send a hash first, and the query after PersistedQueryNotFound. This router
 * never registers a query that it receives, so they would need two requests for each query. This message, with status
 * 200, makes them send full queries from then on.
 */
function failUnregistered({ documentId }: SentDocument): never {
  if (documentId === undefined) fail(200, 'PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  return fail(404, 'PERSISTED_QUERY_NOT_FOUND', 'No operation is registered under this `documentId`.');
}

function readId({ documentId, extensions }: SentDocument): string | undefined {
  if (documentId !== undefined) return documentId;
  const persisted = extensions?.persistedQuery;
  if (persisted === undefined) return undefined;
  const isObject = typeof persisted === 'object' && persisted !== null;
  const hash: unknown = isObject && 'sha256Hash' in persisted ? persisted.sha256Hash : undefined;
  return typeof hash === 'string' ? hash : fail(400, 'BAD_REQUEST', '`persistedQuery` needs a `sha256Hash`.');
}

/** The limit of a logged operation name, which is untrusted text of the client. */
const MAX_LOGGED_NAME = 100;

function distrust(
  { operationName }: SentDocument,
  query: string,
  mode: TrustMode,
  logger: Logger,
  requestId: string,
): void {
  // Without the query: clients that inline values may inline passwords too.
  const name = operationName?.slice(0, MAX_LOGGED_NAME);
  logger.warn({ operationName: name, hash: hashOf(query), requestId }, 'operation is not trusted');
  if (mode !== 'enforce') return;
  fail(400, 'OPERATION_NOT_TRUSTED', 'Only registered operations are accepted here: send one by its id.');
}
