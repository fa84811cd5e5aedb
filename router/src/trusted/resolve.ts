import type { Logger } from '@supergraph/service-kit';
import type { GraphQLParameters } from '../http/request.js';
import { refuse } from '../operation/refuse.js';
import { hashOf, type TrustedDocuments } from './manifest.js';

/**
 * - `accept`: operations by id, and any other
 * - `report`: the same, and every operation that is not in the manifest is logged
 * - `enforce`: operations of the manifest, and nothing else
 */
export type TrustMode = 'accept' | 'report' | 'enforce';

/** Turns what a client sent into the operation it means. */
export type DocumentResolver = (parameters: GraphQLParameters, requestId: string) => GraphQLParameters;

/**
 * A public GraphQL endpoint runs whatever anyone can think of. Clients that are built with their operations can send
 * an id in the place of a query, and a router that accepts nothing else has its whole surface in one reviewed file.
 * `report` shows, before that, which clients would be cut off.
 *
 * The id comes as Apollo's clients send it (`extensions.persistedQuery.sha256Hash`) or as `documentId`.
 */
export function createDocumentResolver(
  documents: TrustedDocuments | undefined,
  mode: TrustMode,
  logger: Logger,
): DocumentResolver {
  return (parameters, requestId) => {
    const id = readId(parameters);
    const { query } = parameters;
    if (id === undefined) {
      if (mode !== 'accept' && query !== undefined && documents?.has(query) !== true) {
        distrust(parameters, mode, logger, requestId);
      }
      return parameters;
    }
    const trusted = documents?.find(id);
    if (query === undefined) {
      if (trusted === undefined) throw unknownId();
      return { ...parameters, query: trusted, extensions: withoutId(parameters) };
    }
    if (query !== trusted) {
      if (hashOf(query) !== id) throw refuse(400, 'BAD_REQUEST', 'The id is not the SHA-256 of the query.');
      if (mode !== 'accept') distrust(parameters, mode, logger, requestId);
    }
    return { ...parameters, extensions: withoutId(parameters) };
  };
}

function readId({ documentId, extensions }: GraphQLParameters): string | undefined {
  if (documentId !== undefined) return documentId;
  const persisted = extensions?.persistedQuery;
  if (persisted === undefined) return undefined;
  const isObject = typeof persisted === 'object' && persisted !== null;
  const hash: unknown = isObject && 'sha256Hash' in persisted ? persisted.sha256Hash : undefined;
  if (typeof hash !== 'string') throw refuse(400, 'BAD_REQUEST', '`persistedQuery` needs a `sha256Hash`.');
  return hash;
}

/** Apollo Server would take the id for one of its own cache, which is off: whoever fills it evicts the others'. */
function withoutId({ extensions }: GraphQLParameters): Record<string, unknown> | undefined {
  if (extensions?.persistedQuery === undefined) return extensions;
  return Object.fromEntries(Object.entries(extensions).filter(([key]) => key !== 'persistedQuery'));
}

/** The message is the one that Apollo's clients know: they send the query then. */
function unknownId() {
  return refuse(404, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

/** A client may call an operation anything. */
const MAX_LOGGED_NAME = 100;

function distrust(
  { operationName, query }: GraphQLParameters,
  mode: TrustMode,
  logger: Logger,
  requestId: string,
): void {
  // Not the query: whoever writes values into it writes passwords there too.
  const hash = query === undefined ? undefined : hashOf(query);
  const name = operationName?.slice(0, MAX_LOGGED_NAME);
  logger.warn({ operationName: name, hash, requestId }, 'operation is not trusted');
  if (mode !== 'enforce') return;
  throw refuse(
    400,
    'OPERATION_NOT_TRUSTED',
    'Only registered operations are accepted here: send one by its id.',
  );
}
