import type { ApolloClient, DocumentNode, OperationVariables } from '@apollo/client';

/** The part of the result of `useQuery` that is needed to read the query from the cache. */
interface QueryResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly client: ApolloClient;
  readonly observable: { readonly query: DocumentNode; readonly variables: OperationVariables };
}

/**
 * Adds data from the cache to a result that has only an error because the graph could not be reached. A page that was
 * opened before stays usable beside the error.
 */
export function orCached<Result extends QueryResult>(result: Result): Result {
  if (result.error === undefined || result.data !== undefined) return result;
  const { query, variables } = result.observable;
  return { ...result, data: result.client.readQuery({ query, variables }) ?? undefined };
}
