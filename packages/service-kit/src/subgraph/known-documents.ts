import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  execute,
  getOperationAST,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isRecord } from '../is-record.js';

/** The maximum length of all known documents together, in characters. The router sends a few hundred short ones. */
const MAX_CHARACTERS = 250_000;

export interface KnownDocumentsOptions {
  readonly schema: GraphQLSchema;
  /** Masks, logs and counts the errors of a response. */
  readonly report: (
    errors: readonly GraphQLError[],
    contextValue: object,
  ) => readonly GraphQLFormattedError[];
}

/**
 * Executes the operations of documents that Apollo Server has accepted before. Its pipeline costs as much as the
 * execution of a small operation, and gives the same response: it hashes the document, calls plugins and negotiates.
 */
export interface KnownDocuments<Context extends BaseContext> {
  /** Keeps each document that Apollo Server has parsed and validated. */
  readonly plugin: ApolloServerPlugin<Context>;
  /**
   * @returns the response as text; undefined, before anything is executed, for a request that Apollo Server has to
   * answer
   */
  answer(body: unknown, contextValue: Context): Promise<string | undefined>;
}

export function createKnownDocuments<Context extends BaseContext>({
  schema,
  report,
}: KnownDocumentsOptions): KnownDocuments<Context> {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_document, text) => text.length,
  });
  return {
    plugin: {
      requestDidStart: () =>
        Promise.resolve({
          didResolveOperation({ source, document }) {
            documents.set(source, document);
            return Promise.resolve();
          },
        }),
    },
    async answer(body, contextValue) {
      const operation = readOperation(body, documents);
      if (operation === undefined) return undefined;
      const { data, errors } = await execute({ schema, contextValue, ...operation });
      // Without data, variables have wrong values. Apollo Server has its own errors and status for them.
      if (data === undefined) return undefined;
      return `${JSON.stringify({ errors: errors && report(errors, contextValue), data })}\n`;
    },
  };
}

/** @returns undefined unless the request has the usual form and names an operation of a known document */
function readOperation(body: unknown, documents: LRUCache<string, DocumentNode>) {
  if (!isRecord(body) || typeof body.query !== 'string' || 'extensions' in body) return undefined;
  const { query, operationName, variables } = body;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && !isRecord(variables)) return undefined;
  const document = documents.get(query);
  if (document === undefined) return undefined;
  const operation = getOperationAST(document, operationName)?.operation;
  if (operation !== OperationTypeNode.QUERY && operation !== OperationTypeNode.MUTATION) return undefined;
  return { document, operationName: operationName ?? null, variableValues: variables ?? null };
}
